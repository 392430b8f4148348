package dev.postern.rules.field;

import dev.postern.event.Event;
import java.util.List;

/** {@code evt.*}: what happened and when. */
final class EventFields {

  private EventFields() {}

  static List<Field<Event>> all() {
    return List.of(
        Field.of(
            "evt.type",
            FieldType.TEXT,
            "What happened: connect, sendto, listen, accept4, execve.",
            (FieldReader.Text<Event>) event -> event.type().text()),
        Field.of(
            "evt.time",
            FieldType.TIME,
            "When: the time of day with nanoseconds; nanoseconds since the epoch in JSON.",
            (FieldReader.Numeric<Event>) Event::time),
        Field.of(
            "evt.dir",
            FieldType.TEXT,
            "Deprecated: '<' always, since every event is reported once.",
            (FieldReader.Text<Event>) event -> "<"),
        Field.of(
            "evt.res",
            FieldType.TEXT,
            "The call's result: SUCCESS or the error's name; EINPROGRESS for a connect.",
            (FieldReader.Text<Event>) event -> ErrnoNames.of(event.result())),
        Field.of(
            "evt.rawres",
            FieldType.NUMBER,
            "The call's result as a number: 0 or a negated errno; -115 for a connect.",
            (FieldReader.Numeric<Event>) Event::result));
  }
}
