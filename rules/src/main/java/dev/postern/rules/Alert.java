package dev.postern.rules;

import dev.postern.event.Event;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A rule that matched an event. Text is made only when asked for.
 *
 * @param rule the rule
 * @param event what it matched
 */
public record Alert(Rule rule, Event event) {

  /** Room for most lines. */
  private static final int LINE_LENGTH = 300;

  /** The rule's output with its fields filled in; a time in it is UTC. One line. */
  public String message() {
    StringBuilder text = new StringBuilder(LINE_LENGTH);
    rule.output().append(text, event, ZoneOffset.UTC);
    return text.toString();
  }

  /** As Falco prints it: {@code 15:30:01.123456789: Warning Unexpected …}. One line. */
  public String line(ZoneId zone) {
    StringBuilder text = new StringBuilder(LINE_LENGTH);
    TimeText.appendTimeOfDay(text, event.time(), zone);
    text.append(": ").append(rule.priority().text()).append(' ');
    rule.output().append(text, event, zone);
    return text.toString();
  }

  /** What {@link #forEachOutputField} tells, as a map. */
  public SequencedMap<String, @Nullable Object> outputFields() {
    SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
    forEachOutputField(fields::put);
    return fields;
  }

  /**
   * Tells {@code evt.time} in nanoseconds since the epoch, then every other field of the output, in
   * its order and once. Numbers are {@link Long}, booleans {@link Boolean}, all else {@link String}
   * as it was observed (not made safe for a terminal); an absent field is null.
   */
  public void forEachOutputField(BiConsumer<String, @Nullable Object> each) {
    rule.output().forEachField(event, each);
  }
}
