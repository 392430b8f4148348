package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Rules ready to run. Immutable and safe to use from any thread. */
public final class RuleSet {

  private final List<Rule> rules;
  private final Map<EventType, TypedRules> byType = new EnumMap<>(EventType.class);
  private final boolean firstOnly;

  RuleSet(List<CheckedRule> checked, RuleMatching matching, TypedRules.Compiler compiler) {
    rules = checked.stream().map(CheckedRule::rule).toList();
    firstOnly = matching == RuleMatching.FIRST;
    for (EventType type : EventType.values()) {
      byType.put(type, compiler.compile(checked, type));
    }
  }

  /**
   * Tries the rules that can match an event, in the order of definition. Allocates nothing unless
   * one does.
   *
   * @param alerts gets one alert for each rule that matches, or for the first only
   */
  public void evaluate(Event event, Consumer<Alert> alerts) {
    rulesFor(event.type()).evaluate(event, firstOnly, alerts);
  }

  /** The enabled rules in the order of definition. */
  public List<Rule> rules() {
    return rules;
  }

  /** Whether any rule can match an event of this type. */
  public boolean wants(EventType type) {
    return !rulesFor(type).isEmpty();
  }

  private TypedRules rulesFor(EventType type) {
    return Objects.requireNonNull(byType.get(type));
  }
}
