package dev.postern.rules.field;

import dev.postern.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a field as text, for tests. */
final class FieldText {

  private static final Pattern USE = Pattern.compile("([^\\[]+)(?:\\[(.*)\\])?");

  private FieldText() {}

  static FieldUse<Event> use(String written) {
    Matcher parts = USE.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException(written);
    }
    return FieldCatalog.events().resolve(parts.group(1), parts.group(2));
  }

  static FieldUse.Found<Event> found(String written) {
    return switch (use(written)) {
      case FieldUse.Found<Event> found -> found;
      case FieldUse.Refused<Event> refused ->
          throw new AssertionError(written + ": " + refused.message());
    };
  }

  /** All values, joined by commas; NA when there is none. */
  static String of(String written, Event event) {
    List<String> values = new ArrayList<>();
    for (FieldReader<Event> reader : found(written).readers()) {
      addAll(values, reader, event);
    }
    return values.isEmpty() ? "NA" : String.join(",", values);
  }

  private static void addAll(List<String> values, FieldReader<Event> reader, Event event) {
    switch (reader) {
      case FieldReader.Text<Event> text -> add(values, text.read(event));
      case FieldReader.Numeric<Event> number -> addNumber(values, number.read(event));
      case FieldReader.Address<Event> address -> add(values, address.read(event));
      case FieldReader.Flag<Event> flag -> add(values, flag.read(event));
      case FieldReader.Bytes<Event> bytes -> {
        byte[] value = bytes.read(event);
        add(values, value == null ? null : new String(value, StandardCharsets.UTF_8));
      }
      case FieldReader.Time<Event> time ->
          values.add(
              time.format().text(time.epochNanos().applyAsLong(event), ZoneOffset.ofHours(2)));
      case FieldReader.Texts<Event> texts -> {
        for (int i = 0; texts.read(event, i) != null; i++) {
          add(values, texts.read(event, i));
        }
      }
      case FieldReader.Numbers<Event> numbers -> {
        for (int i = 0; numbers.read(event, i) != FieldReader.Numeric.ABSENT; i++) {
          addNumber(values, numbers.read(event, i));
        }
      }
    }
  }

  private static void addNumber(List<String> values, long number) {
    if (number != FieldReader.Numeric.ABSENT) {
      values.add(Long.toString(number));
    }
  }

  private static void add(List<String> values, @Nullable Object value) {
    if (value != null) {
      values.add(value.toString());
    }
  }
}
