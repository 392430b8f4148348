package dev.postern.rules;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A rule that matched an event, whatever kind of event that is. Text is made when asked for. */
public interface Alert {

  /** The rule. */
  Rule rule();

  /** When it happened: nanoseconds since the epoch. */
  long time();

  /** The rule's output with its fields filled in; a time in it is UTC. One line. */
  String message();

  /** As Falco prints it: {@code 15:30:01.123456789: Warning Unexpected …}. One line. */
  String line(ZoneId zone);

  /**
   * Tells {@code evt.time} in nanoseconds since the epoch, then every other field of the output, in
   * its order and once. Numbers are {@link Long}, booleans {@link Boolean}, all else {@link String}
   * as it was observed (not made safe for a terminal); an absent field is null.
   */
  void forEachOutputField(BiConsumer<String, @Nullable Object> each);

  /** What {@link #forEachOutputField} tells, as a map. */
  default SequencedMap<String, @Nullable Object> outputFields() {
    SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
    forEachOutputField(fields::put);
    return fields;
  }
}
