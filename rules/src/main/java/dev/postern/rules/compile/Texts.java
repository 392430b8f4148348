package dev.postern.rules.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Values of any type as text. */
final class Texts {

  private Texts() {}

  /**
   * One value's text.
   *
   * @throws IllegalArgumentException for a list
   */
  static <E> FieldReader.Text<E> of(Operand<E> operand) {
    return switch (operand.reader()) {
      case FieldReader.Text<E> text -> text;
      case FieldReader.Time<E> time -> of(time);
      case FieldReader.Numeric<E> number -> {
        boolean unsigned = operand.type().kind() == FieldType.Kind.UNSIGNED;
        yield event -> {
          long value = number.read(event);
          return value == FieldReader.Numeric.ABSENT
              ? null
              : unsigned ? Long.toUnsignedString(value) : Long.toString(value);
        };
      }
      case FieldReader.Address<E> address ->
          event -> {
            IpAddress value = address.read(event);
            return value == null ? null : value.toString();
          };
      case FieldReader.Flag<E> flag ->
          event -> {
            Boolean value = flag.read(event);
            return value == null ? null : value.toString();
          };
      case FieldReader.Bytes<E> bytes ->
          event -> {
            byte[] value = bytes.read(event);
            return value == null ? null : new String(value, UTF_8);
          };
      case FieldReader.Texts<E> texts -> throw new IllegalArgumentException("a list");
      case FieldReader.Numbers<E> numbers -> throw new IllegalArgumentException("a list");
    };
  }

  /** A time as conditions see it, in the system's time zone. */
  static <E> FieldReader.Text<E> of(FieldReader.Time<E> time) {
    ZoneId zone = ZoneId.systemDefault();
    return event -> time.format().text(time.epochNanos().applyAsLong(event), zone);
  }

  /** All of them; absent when one is. */
  static <E> ComputedTexts<E> all(List<FieldReader.Text<E>> readers) {
    return new ComputedTexts<>(
        event -> {
          List<String> texts = new ArrayList<>(readers.size());
          for (FieldReader.Text<E> reader : readers) {
            String text = reader.read(event);
            if (text == null) {
              return null;
            }
            texts.add(text);
          }
          return texts;
        });
  }
}
