package dev.postern.rules.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of {@link Event}s, read from recorded ones. */
public final class RecordedFields {

  private static final String TYPE_IS = "evt.type.is";

  private static final FieldCatalog<RecordedEvent> CATALOG =
      new FieldCatalog<>(
          FieldCatalog.events().fields().stream().map(RecordedFields::recorded).toList());

  private RecordedFields() {}

  /** Every field there is, those included that no sensor fills. */
  public static FieldCatalog<RecordedEvent> catalog() {
    return CATALOG;
  }

  /** Under which name an event holds a field: {@code evt.arg.res}, {@code proc.aname[2]}. */
  static String key(Field<?> field, @Nullable String argument) {
    if (argument == null) {
      return field.name();
    }
    boolean name = field.argument().dotted() && !Character.isDigit(argument.charAt(0));
    return name ? field.name() + "." + argument : field.name() + "[" + argument + "]";
  }

  private static Field<RecordedEvent> recorded(Field<Event> field) {
    if (field.name().equals(TYPE_IS)) {
      return field.readBy(
          type ->
              List.of((FieldReader.Numeric<RecordedEvent>) event -> typeIs(event, field, type)));
    }
    return field.readBy(
        argument -> {
          String key = key(field, argument);
          List<FieldReader<RecordedEvent>> readers = new ArrayList<>();
          for (FieldReader<Event> reader : field.readers().apply(argument)) {
            readers.add(reader(reader, key, readers.size()));
          }
          return readers;
        });
  }

  /** Reads the i-th value of what the event has under a name, as the kind that events have. */
  private static FieldReader<RecordedEvent> reader(FieldReader<Event> like, String key, int i) {
    return switch (like) {
      case FieldReader.Text<Event> _ ->
          (FieldReader.Text<RecordedEvent>) event -> text(event.value(key, i));
      case FieldReader.Numeric<Event> _ ->
          (FieldReader.Numeric<RecordedEvent>) event -> number(event.value(key, i));
      case FieldReader.Address<Event> _ ->
          (FieldReader.Address<RecordedEvent>)
              event -> event.value(key, i) instanceof IpAddress address ? address : null;
      case FieldReader.Flag<Event> _ ->
          (FieldReader.Flag<RecordedEvent>)
              event -> event.value(key, i) instanceof Boolean flag ? flag : null;
      case FieldReader.Bytes<Event> _ ->
          (FieldReader.Bytes<RecordedEvent>)
              event -> event.value(key, i) instanceof String text ? text.getBytes(UTF_8) : null;
      case FieldReader.Time<Event> time ->
          new FieldReader.Time<>(RecordedEvent::time, time.format());
      case FieldReader.Texts<Event> _ ->
          (FieldReader.Texts<RecordedEvent>) (event, index) -> text(event.value(key, index));
      case FieldReader.Numbers<Event> _ ->
          (FieldReader.Numbers<RecordedEvent>) (event, index) -> number(event.value(key, index));
    };
  }

  /** Follows from the event's type, whichever is asked for; so it is not looked for by name. */
  private static long typeIs(RecordedEvent event, Field<?> field, @Nullable String type) {
    Object given = event.value(key(field, type));
    Object own = event.value(RecordedEvent.TYPE);
    return given != null || own == null ? number(given) : own.equals(type) ? 1 : 0;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Long number ? number : FieldReader.Numeric.ABSENT;
  }
}
