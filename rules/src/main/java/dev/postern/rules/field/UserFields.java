package dev.postern.rules.field;

import dev.postern.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code user.*} and {@code group.*}: on whose behalf. */
final class UserFields {

  private UserFields() {}

  static List<Field<Event>> all() {
    return List.of(
        Field.of(
            "user.uid",
            FieldType.UINT32,
            "The user id.",
            (FieldReader.Numeric<Event>) event -> id(event, event.userId())),
        Field.of(
            "user.name",
            FieldType.TEXT,
            "root for user id 0, otherwise the id in decimal.",
            (FieldReader.Text<Event>) event -> name(event, event.userId())),
        Field.of(
            "group.gid",
            FieldType.UINT32,
            "The group id.",
            (FieldReader.Numeric<Event>) event -> id(event, event.groupId())),
        Field.of(
            "group.name",
            FieldType.TEXT,
            "root for group id 0, otherwise the id in decimal.",
            (FieldReader.Text<Event>) event -> name(event, event.groupId())));
  }

  /** The sensor reads no container's passwd: names are the process' to choose there. */
  private static @Nullable String name(Event event, int id) {
    if (id(event, id) == FieldReader.Numeric.ABSENT) {
      return null;
    }
    return id == 0 ? "root" : Integer.toUnsignedString(id);
  }

  /** Where neither a thread nor a process is known, the ids are nobody's. */
  private static long id(Event event, int id) {
    return event.threadId() == 0 && event.process() == null
        ? FieldReader.Numeric.ABSENT
        : Integer.toUnsignedLong(id);
  }
}
