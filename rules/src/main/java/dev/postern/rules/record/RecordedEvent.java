package dev.postern.rules.record;

import dev.postern.event.EventType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as values of fields. A value is a {@link String}, a {@link Long}, a {@link Boolean}, an
 * {@link dev.postern.event.IpAddress}, or a list of those for a field that has several at once.
 */
public final class RecordedEvent {

  /**
   * The machine that a sensor ran on, as alerts in JSON show it. No field: a sensor's events have
   * no evt.hostname, so that rules must not find one in their records.
   */
  static final String HOSTNAME = "hostname";

  static final String TYPE = "evt.type";
  static final String TIME = "evt.time";

  private final Map<String, Object> values;

  RecordedEvent(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A field's value, or null. The field is written as in conditions: {@code proc.aname[2]}. */
  public @Nullable Object value(String field) {
    return values.get(field);
  }

  /** A field's value as people read it; several are separated by commas; null when absent. */
  public @Nullable String text(String field) {
    Object value = values.get(field);
    if (value instanceof List<?> several) {
      return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value == null ? null : value.toString();
  }

  /** The i-th of a field's values, from 0 up; null behind the last. */
  @Nullable Object value(String field, int index) {
    Object value = values.get(field);
    if (value instanceof List<?> several) {
      return index < several.size() ? several.get(index) : null;
    }
    return index == 0 ? value : null;
  }

  /** Nanoseconds since the epoch; 0 unless it was given. */
  public long time() {
    return values.get(TIME) instanceof Long nanos ? nanos : 0;
  }

  /** The machine it was seen on; empty when nobody told. */
  public String hostname() {
    String name = text(HOSTNAME);
    String field = text("evt.hostname");
    return name != null ? name : field != null ? field : "";
  }

  /** What happened; null when that is not one of a sensor's events, or was not told. */
  public @Nullable EventType type() {
    for (EventType type : EventType.values()) {
      if (type.text().equals(values.get(TYPE))) {
        return type;
      }
    }
    return null;
  }

  /** Every field that is there, in the order given, what followed from others at the end. */
  public Map<String, Object> values() {
    return values;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
