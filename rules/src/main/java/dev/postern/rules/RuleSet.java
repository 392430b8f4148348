package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.Matcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Rules ready to run. Immutable and safe to use from any thread. */
public final class RuleSet {

  /**
   * A rule with its condition.
   *
   * @param types the event types it can match
   */
  record Compiled(Rule rule, Matcher<Event> condition, Set<EventType> types) {}

  private static final Compiled[] NONE = new Compiled[0];

  private final List<Rule> rules;
  private final Map<EventType, Compiled[]> byType = new EnumMap<>(EventType.class);
  private final boolean firstOnly;

  RuleSet(List<Compiled> compiled, RuleMatching matching) {
    rules = compiled.stream().map(Compiled::rule).toList();
    firstOnly = matching == RuleMatching.FIRST;
    for (EventType type : EventType.values()) {
      List<Compiled> wanting = new ArrayList<>(compiled);
      wanting.removeIf(rule -> !rule.types().contains(type));
      byType.put(type, wanting.toArray(NONE));
    }
  }

  /**
   * Tries the rules that can match an event, in the order of definition. Allocates nothing unless
   * one does.
   *
   * @param alerts gets one alert for each rule that matches, or for the first only
   */
  public void evaluate(Event event, Consumer<Alert> alerts) {
    for (Compiled compiled : byType.getOrDefault(event.type(), NONE)) {
      if (compiled.condition().matches(event)) {
        alerts.accept(new Alert(compiled.rule(), event));
        if (firstOnly) {
          return;
        }
      }
    }
  }

  /** The enabled rules in the order of definition. */
  public List<Rule> rules() {
    return rules;
  }

  /** Whether any rule can match an event of this type. */
  public boolean wants(EventType type) {
    return byType.getOrDefault(type, NONE).length > 0;
  }
}
