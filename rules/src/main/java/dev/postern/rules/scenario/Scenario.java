package dev.postern.rules.scenario;

import dev.postern.rules.Priority;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.source.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events and what rules shall make of them.
 *
 * @param lists as settings would give them
 * @param alerts each must be raised
 * @param mustNotFire rules of which none may be raised
 */
public record Scenario(
    Place place,
    String name,
    Map<String, List<String>> lists,
    List<RecordedEvent> events,
    List<Expected> alerts,
    List<Named> mustNotFire) {

  public Scenario {
    lists = Map.copyOf(lists);
    events = List.copyOf(events);
    alerts = List.copyOf(alerts);
    mustNotFire = List.copyOf(mustNotFire);
  }

  /** Every rule that it is about. */
  public Set<String> ruleNames() {
    return Stream.concat(alerts.stream().map(Expected::rule), mustNotFire.stream())
        .map(Named::rule)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A rule's name and where it stands. */
  public record Named(Place place, String rule) {}

  /**
   * An alert that must be raised.
   *
   * @param event by which event, from 1 up; 0 for any
   * @param priority null for any
   * @param outputContains a part of its message, or null
   * @param fields what its output shall name, as text; the text is null for what shall be absent
   */
  public record Expected(
      Named rule,
      int event,
      @Nullable Priority priority,
      @Nullable String outputContains,
      Map<String, @Nullable String> fields) {}
}
