package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.List;
import java.util.Set;

/** {@code evt.*} without times and arguments: what happened, and how it went. */
final class EventFields {

  private EventFields() {}

  static List<Field<Event>> all() {
    return List.of(
        text(
            "evt.type",
            "What happened: see the types of events below.",
            event -> event.type().text()),
        typeIs(),
        text(
            "syscall.type",
            "The same for system calls; absent for the later stages of a connection.",
            event -> CallArguments.isCall(event.type()) ? event.type().text() : null),
        text(
            "evt.category",
            "process for execve, net for all others.",
            event -> event.type() == EventType.EXECVE ? "process" : "net"),
        number(
            "evt.num",
            FieldType.UINT64,
            "The number of the event since the sensor started, from 1 up.",
            event -> event.order() == null ? FieldReader.Numeric.ABSENT : event.order().number()),
        text("evt.dir", "'<' always, since every event is reported once.", event -> "<")
            .with(FieldTrait.DEPRECATED),
        text("evt.source", "syscall always.", event -> "syscall"),
        flag("evt.is_async", "false always.", event -> false),
        text(
            "evt.res",
            "The call's result: SUCCESS or the error's name; EINPROGRESS for a connect.",
            event -> ErrnoNames.of(event.result())),
        number(
            "evt.rawres",
            FieldType.NUMBER,
            "The call's result as a number: 0 or a negated errno; -115 for a connect.",
            Event::result),
        flag(
            "evt.failed",
            "Whether the result is below 0; so always true for a connect.",
            event -> event.result() < 0),
        number("evt.count", FieldType.UINT32, "1 for every event.", event -> 1),
        number(
            "evt.count.error",
            FieldType.UINT32,
            "1 where evt.failed is true, otherwise 0.",
            EventFields::failures),
        number(
            "evt.count.error.net",
            FieldType.UINT32,
            "The same, for events of connections only.",
            event -> CallArguments.usesSocket(event) ? failures(event) : ABSENT),
        number(
            "evt.count.error.other",
            FieldType.UINT32,
            "The same, for execve only.",
            event -> event.type() == EventType.EXECVE ? failures(event) : ABSENT),
        number("evt.count.exit", FieldType.UINT32, "1 for every event.", event -> 1),
        number("evt.count.procinfo", FieldType.UINT32, "0 always.", event -> 0),
        number("evt.count.threadinfo", FieldType.UINT32, "0 always.", event -> 0),
        flag("evt.is_io", "true for sendto.", EventFields::sends),
        flag("evt.is_io_read", "false always.", event -> false),
        flag("evt.is_io_write", "true for sendto.", EventFields::sends),
        text("evt.io_dir", "write for sendto.", event -> sends(event) ? "write" : null),
        flag("evt.is_wait", "false always.", event -> false),
        flag("evt.is_syslog", "false always.", event -> false),
        flag("evt.is_open_read", "false always: no event opens a file.", event -> false),
        flag("evt.is_open_write", "false always: no event opens a file.", event -> false),
        flag("evt.is_open_exec", "false always: no event opens a file.", event -> false),
        flag("evt.is_open_create", "false always: no event opens a file.", event -> false));
  }

  private static final long ABSENT = FieldReader.Numeric.ABSENT;

  /** A type that does not exist is that of no event, as an unknown value of evt.type is. */
  private static Field<Event> typeIs() {
    return new Field<>(
        "evt.type.is",
        FieldType.UINT32,
        Argument.NAME,
        Multiplicity.ONE,
        Filled.YES,
        Set.of(),
        "1 for an event of the type named, otherwise 0.",
        name ->
            List.of(
                (FieldReader.Numeric<Event>) event -> event.type().text().equals(name) ? 1 : 0));
  }

  private static long failures(Event event) {
    return event.result() < 0 ? 1 : 0;
  }

  private static boolean sends(Event event) {
    return event.type() == EventType.SENDTO;
  }

  private static Field<Event> text(
      String name, String description, FieldReader.Text<Event> reader) {
    return Field.of(name, FieldType.TEXT, description, reader);
  }

  private static Field<Event> number(
      String name, FieldType type, String description, FieldReader.Numeric<Event> reader) {
    return Field.of(name, type, description, reader);
  }

  private static Field<Event> flag(
      String name, String description, FieldReader.Flag<Event> reader) {
    return Field.of(name, FieldType.BOOLEAN, description, reader);
  }
}
