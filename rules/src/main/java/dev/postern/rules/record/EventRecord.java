package dev.postern.rules.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.postern.event.Event;
import dev.postern.event.ProcessImage;
import dev.postern.rules.field.Argument;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.Filled;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a sensor's events as {@link EventJson} reads them: every field that has a value, in the
 * order of the catalog. A field that would be filled in though the event has it not is null.
 */
public final class EventRecord {

  private static final JsonFactory JSON = new JsonFactory();

  /** Of evt.arg and evt.rawarg, as far as events have them. */
  private static final List<String> CALL_ARGUMENTS =
      List.of("res", "tuple", "addr", "exe", "comm", "0", "1", "2", "3", "4");

  private final String hostname;

  /**
   * @param hostname the machine's name, as alerts show it
   */
  public EventRecord(String hostname) {
    this.hostname = hostname;
  }

  /** One line, without its end. */
  public String line(Event event) {
    Map<String, Object> values = values(event);
    Map<String, Object> filled = DerivedFields.fill(values, Set.of());
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField(RecordedEvent.HOSTNAME, hostname);
      for (Map.Entry<String, Object> value : values.entrySet()) {
        json.writeFieldName(value.getKey());
        write(json, value.getValue());
      }
      for (String follows : filled.keySet()) {
        if (!values.containsKey(follows)) {
          json.writeNullField(follows);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in writing a string
    }
    return line.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Long number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> several -> {
        json.writeStartArray();
        for (Object each : several) {
          write(json, each);
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  private static Map<String, Object> values(Event event) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field<Event> field : FieldCatalog.events().fields()) {
      if (field.filled() != Filled.YES) {
        continue;
      }
      if (!field.argument().required()) {
        put(values, RecordedFields.key(field, null), field.readers().apply(null), event);
      }
      for (String argument : arguments(field.argument(), event)) {
        put(values, RecordedFields.key(field, argument), field.readers().apply(argument), event);
      }
    }
    return values;
  }

  /** Those for which an event can have a value; evt.type.is follows from the type. */
  private static List<String> arguments(Argument argument, Event event) {
    return switch (argument) {
      case OPTIONAL_INDEX -> indexes(event);
      case CALL_ARGUMENT, RAW_CALL_ARGUMENT -> CALL_ARGUMENTS;
      default -> List.of();
    };
  }

  /** Of ancestors and of arguments. */
  private static List<String> indexes(Event event) {
    int count = event.process() == null ? 0 : event.process().args().size();
    int ancestors = 0;
    for (ProcessImage image = event.process(); image != null; image = image.parent()) {
      ancestors++;
    }
    return IntStream.range(0, Math.max(count, ancestors)).mapToObj(Integer::toString).toList();
  }

  private static void put(
      Map<String, Object> values, String key, List<FieldReader<Event>> readers, Event event) {
    List<Object> found = new ArrayList<>();
    for (FieldReader<Event> reader : readers) {
      Object value = value(reader, key, event);
      if (value != null) {
        found.add(value);
      }
    }
    if (!found.isEmpty()) {
      values.put(key, readers.size() == 1 ? found.getFirst() : found);
    }
  }

  private static @Nullable Object value(FieldReader<Event> reader, String key, Event event) {
    return switch (reader) {
      case FieldReader.Text<Event> text -> text.read(event);
      case FieldReader.Numeric<Event> numeric -> number(numeric.read(event));
      case FieldReader.Address<Event> address -> address.read(event);
      case FieldReader.Flag<Event> flag -> flag.read(event);
      case FieldReader.Bytes<Event> bytes -> {
        byte[] value = bytes.read(event);
        yield value == null ? null : new String(value, UTF_8);
      }
      case FieldReader.Time<Event> time ->
          // The others are the same in other words.
          key.equals(RecordedEvent.TIME) ? time.epochNanos().applyAsLong(event) : null;
      case FieldReader.Texts<Event> texts -> several(i -> texts.read(event, i));
      case FieldReader.Numbers<Event> numbers -> several(i -> number(numbers.read(event, i)));
    };
  }

  private static @Nullable Long number(long value) {
    return value == FieldReader.Numeric.ABSENT ? null : Long.valueOf(value);
  }

  private static @Nullable List<Object> several(IntFunction<@Nullable Object> at) {
    List<Object> all = new ArrayList<>();
    Object value = at.apply(0);
    while (value != null) {
      all.add(value);
      value = at.apply(all.size());
    }
    return all.isEmpty() ? null : all;
  }
}
