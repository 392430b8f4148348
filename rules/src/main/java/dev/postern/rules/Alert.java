package dev.postern.rules;

import dev.postern.event.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule that matched an event. Text is made only when asked for.
 *
 * @param rule the rule
 * @param event what it matched
 */
public record Alert(Rule rule, Event event) {

  private static final long NANOS = 1_000_000_000L;
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.nnnnnnnnn");

  /** The rule's output with its fields filled in; a time in it is UTC. One line. */
  public String message() {
    return rule.output().render(event, ZoneOffset.UTC);
  }

  /** As Falco prints it: {@code 15:30:01.123456789: Warning Unexpected …}. One line. */
  public String line(ZoneId zone) {
    return timeOfDay(event.time(), zone)
        + ": "
        + rule.priority().text()
        + " "
        + rule.output().render(event, zone);
  }

  /**
   * {@code evt.time} in nanoseconds since the epoch, then every field of the output in its order.
   * Numbers are {@link Long}, booleans {@link Boolean}, all else {@link String} as it was observed
   * (not made safe for a terminal); an absent field is null.
   */
  public SequencedMap<String, @Nullable Object> outputFields() {
    return rule.output().fields(event);
  }

  static String timeOfDay(long nanos, ZoneId zone) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
        .atZone(zone)
        .format(TIME_OF_DAY);
  }
}
