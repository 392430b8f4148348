package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A rule's output: literal text with fields in between. */
public final class OutputTemplate {

  /** What Falco prints for a field the event doesn't have. */
  private static final String ABSENT = "<NA>";

  sealed interface Part {
    record Literal(String text) implements Part {}

    record FieldValue(String name, FieldType type, FieldReader<Event> reader) implements Part {

      private @Nullable Object read(Event event) {
        return switch (reader) {
          case FieldReader.Text<Event> text -> text.read(event);
          case FieldReader.Numeric<Event> number -> {
            long value = number.read(event);
            yield value == FieldReader.Numeric.ABSENT ? null : Long.valueOf(value);
          }
          case FieldReader.Address<Event> address -> {
            Object value = address.read(event);
            yield value == null ? null : value.toString();
          }
          case FieldReader.Flag<Event> flag -> flag.read(event);
        };
      }
    }
  }

  private final String source;
  private final List<Part> parts;

  OutputTemplate(String source, List<Part> parts) {
    this.source = source;
    this.parts = List.copyOf(parts);
  }

  String render(Event event, ZoneId zone) {
    StringBuilder text = new StringBuilder(200);
    for (Part part : parts) {
      switch (part) {
        case Part.Literal literal -> text.append(literal.text());
        case Part.FieldValue field -> {
          Object value = field.read(event);
          if (value == null) {
            text.append(ABSENT);
          } else if (field.type() == FieldType.TIME) {
            text.append(Alert.timeOfDay((Long) value, zone));
          } else {
            text.append(SafeText.oneLine(value.toString()));
          }
        }
      }
    }
    return text.toString();
  }

  SequencedMap<String, @Nullable Object> fields(Event event) {
    SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("evt.time", event.time());
    for (Part part : parts) {
      if (part instanceof Part.FieldValue field) {
        fields.put(field.name(), field.read(event));
      }
    }
    return fields;
  }

  /** As the rule file has it. */
  @Override
  public String toString() {
    return source;
  }
}
