package dev.postern.rules.field;

import dev.postern.event.Event;
import dev.postern.event.EventOrder;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** {@code evt.*}: when it happened. */
final class TimeFields {

  private static final long SECOND = 1_000_000_000L;

  private TimeFields() {}

  static List<Field<Event>> all() {
    return List.of(
        time("evt.time", "When: the time of day with nanoseconds.", TimeFormat.TIME),
        time("evt.time.s", "When: the time of day in seconds.", TimeFormat.TIME_SECONDS),
        time("evt.time.iso8601", "When, with the date, in UTC.", TimeFormat.ISO_8601),
        time("evt.datetime", "When, with the date.", TimeFormat.DATE_TIME),
        time("evt.datetime.s", "When, with the date, in seconds.", TimeFormat.DATE_TIME_SECONDS),
        time("evt.outputtime", "The same as evt.time.", TimeFormat.TIME)
            .with(FieldTrait.OUTPUT_ONLY),
        raw("evt.rawtime", "Nanoseconds since 1970.", time -> time),
        raw("evt.rawtime.s", "Whole seconds since 1970.", time -> time / SECOND),
        raw("evt.rawtime.ns", "The nanoseconds within that second.", time -> time % SECOND),
        relative("evt.reltime", "Nanoseconds since the sensor's first event.", time -> time),
        relative(
            "evt.reltime.s",
            "Whole seconds since the sensor's first event.",
            time -> time / SECOND),
        relative("evt.reltime.ns", "The nanoseconds within that second.", time -> time % SECOND),
        latency("evt.latency"),
        latency("evt.latency.s"),
        latency("evt.latency.ns"),
        latency("evt.wait_latency"),
        Field.of(
                "evt.latency.human",
                FieldType.TEXT,
                "0ns always: Falco no longer measures it either.",
                (FieldReader.Text<Event>) event -> "0ns")
            .with(FieldTrait.DEPRECATED));
  }

  private static Field<Event> time(String name, String description, TimeFormat format) {
    return Field.of(name, FieldType.TIME, description, new FieldReader.Time<>(Event::time, format));
  }

  private static Field<Event> raw(String name, String description, LongUnaryOperator part) {
    return Field.of(
        name,
        FieldType.TIMESTAMP,
        description,
        (FieldReader.Numeric<Event>) event -> part.applyAsLong(event.time()));
  }

  private static Field<Event> relative(String name, String description, LongUnaryOperator part) {
    return Field.of(
        name,
        FieldType.DURATION,
        description,
        (FieldReader.Numeric<Event>)
            event -> {
              EventOrder order = event.order();
              return order == null
                  ? FieldReader.Numeric.ABSENT
                  : part.applyAsLong(order.sinceFirstNanos());
            });
  }

  private static Field<Event> latency(String name) {
    return Field.of(
            name,
            FieldType.DURATION,
            "0 always: Falco no longer measures it either.",
            (FieldReader.Numeric<Event>) event -> 0)
        .with(FieldTrait.DEPRECATED);
  }
}
