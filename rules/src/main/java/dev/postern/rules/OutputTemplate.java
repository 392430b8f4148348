package dev.postern.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import dev.postern.rules.field.FieldReader;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A rule's output: literal text with fields in between. */
public final class OutputTemplate {

  /** What Falco prints for a field the event doesn't have. */
  private static final String ABSENT = "<NA>";

  private static final String TIME = "evt.time";

  sealed interface Part {

    void append(StringBuilder text, Event event, ZoneId zone);

    record Literal(String text) implements Part {
      @Override
      public void append(StringBuilder out, Event event, ZoneId zone) {
        out.append(text);
      }
    }

    record FieldValue(String name, FieldReader<Event> reader) implements Part {
      @Override
      public void append(StringBuilder text, Event event, ZoneId zone) {
        if (reader instanceof FieldReader.Time<Event> time) {
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
      private @Nullable Object read(Event event) {
        if (reader instanceof FieldReader.Text<Event> text) {
          return text.read(event);
        }
        if (reader instanceof FieldReader.Numeric<Event> number) {
          long value = number.read(event);
          return value == FieldReader.Numeric.ABSENT ? null : Long.valueOf(value);
        }
        if (reader instanceof FieldReader.Address<Event> address) {
          IpAddress value = address.read(event);
          return value == null ? null : value.toString();
        }
        if (reader instanceof FieldReader.Flag<Event> flag) {
          return flag.read(event);
        }
        if (reader instanceof FieldReader.Time<Event> time) {
          return time.epochNanos().applyAsLong(event);
        }
        if (reader instanceof FieldReader.Bytes<Event> bytes) {
          byte[] value = bytes.read(event);
          return value == null ? null : new String(value, UTF_8);
        }
        return list(event);
      }

      /** Several values as Falco prints them: {@code (a,b)}. */
      private @Nullable String list(Event event) {
        StringJoiner all = new StringJoiner(",", "(", ")").setEmptyValue("");
        if (reader instanceof FieldReader.Texts<Event> texts) {
          String text = texts.read(event, 0);
          for (int i = 1; text != null; i++) {
            all.add(text);
            text = texts.read(event, i);
          }
        } else if (reader instanceof FieldReader.Numbers<Event> numbers) {
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
  private final Part[] parts;

  /** Every field once, without the time. */
  private final Part.FieldValue[] fields;

  OutputTemplate(String source, List<Part> parts) {
    this.source = source;
    this.parts = parts.toArray(new Part[0]);
    List<Part.FieldValue> once = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(TIME));
    for (Part part : parts) {
      if (part instanceof Part.FieldValue field && names.add(field.name())) {
        once.add(field);
      }
    }
    fields = once.toArray(new Part.FieldValue[0]);
  }

  void append(StringBuilder text, Event event, ZoneId zone) {
    for (Part part : parts) {
      part.append(text, event, zone);
    }
  }

  void forEachField(Event event, BiConsumer<String, @Nullable Object> each) {
    each.accept(TIME, event.time());
    for (Part.FieldValue field : fields) {
      each.accept(field.name(), field.read(event));
    }
  }

  /** As the rule file has it. */
  @Override
  public String toString() {
    return source;
  }
}
