package dev.postern.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A rule's output: literal text with fields in between.
 *
 * @param <E> what the fields are read from
 */
public final class OutputTemplate<E> {

  /** What Falco prints for a field the event doesn't have. */
  private static final String ABSENT = "<NA>";

  static final String TIME = "evt.time";

  sealed interface Part<E> {

    void append(StringBuilder text, E event, ZoneId zone);

    record Literal<E>(String text) implements Part<E> {
      @Override
      public void append(StringBuilder out, E event, ZoneId zone) {
        out.append(text);
      }
    }

    record FieldValue<E>(String name, FieldReader<E> reader) implements Part<E> {
      @Override
      public void append(StringBuilder text, E event, ZoneId zone) {
        if (reader instanceof FieldReader.Time<E> time) {
          time.format().append(text, time.epochNanos().applyAsLong(event), zone);
          return;
        }
        Object value = read(event);
        if (value == null) {
          text.append(ABSENT);
        } else {
          text.append(SafeText.oneLine(value.toString()));
        }
      }

      // No switch over the reader: C1 does not see through a switch over types.
      private @Nullable Object read(E event) {
        if (reader instanceof FieldReader.Text<E> text) {
          return text.read(event);
        }
        if (reader instanceof FieldReader.Numeric<E> number) {
          long value = number.read(event);
          return value == FieldReader.Numeric.ABSENT ? null : Long.valueOf(value);
        }
        if (reader instanceof FieldReader.Address<E> address) {
          IpAddress value = address.read(event);
          return value == null ? null : value.toString();
        }
        if (reader instanceof FieldReader.Flag<E> flag) {
          return flag.read(event);
        }
        if (reader instanceof FieldReader.Time<E> time) {
          return time.epochNanos().applyAsLong(event);
        }
        if (reader instanceof FieldReader.Bytes<E> bytes) {
          byte[] value = bytes.read(event);
          return value == null ? null : new String(value, UTF_8);
        }
        return list(event);
      }

      /** Several values as Falco prints them: {@code (a,b)}. */
      private @Nullable String list(E event) {
        StringJoiner all = new StringJoiner(",", "(", ")").setEmptyValue("");
        if (reader instanceof FieldReader.Texts<E> texts) {
          String text = texts.read(event, 0);
          for (int i = 1; text != null; i++) {
            all.add(text);
            text = texts.read(event, i);
          }
        } else if (reader instanceof FieldReader.Numbers<E> numbers) {
          long number = numbers.read(event, 0);
          for (int i = 1; number != FieldReader.Numeric.ABSENT; i++) {
            all.add(Long.toString(number));
            number = numbers.read(event, i);
          }
        }
        return all.length() == 0 ? null : all.toString();
      }
    }
  }

  private final String source;
  private final Part<E>[] parts;
  private final ToLongFunction<E> time;

  /** Every field once, without the time. */
  private final Part.FieldValue<E>[] fields;

  /**
   * @param time reads {@code evt.time}, which every alert shows
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
  OutputTemplate(String source, List<Part<E>> parts, ToLongFunction<E> time) {
    this.source = source;
    this.time = time;
    this.parts = parts.toArray(new Part[0]);
    List<Part.FieldValue<E>> once = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(TIME));
    for (Part<E> part : parts) {
      if (part instanceof Part.FieldValue<E> field && names.add(field.name())) {
        once.add(field);
      }
    }
    fields = once.toArray(new Part.FieldValue[0]);
  }

  void append(StringBuilder text, E event, ZoneId zone) {
    for (Part<E> part : parts) {
      part.append(text, event, zone);
    }
  }

  long time(E event) {
    return time.applyAsLong(event);
  }

  void forEachField(E event, BiConsumer<String, @Nullable Object> each) {
    each.accept(TIME, time(event));
    for (Part.FieldValue<E> field : fields) {
      each.accept(field.name(), field.read(event));
    }
  }

  /** As the rule file has it. */
  @Override
  public String toString() {
    return source;
  }
}
