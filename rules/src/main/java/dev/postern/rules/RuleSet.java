package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Rules ready to run: they never change, and any thread may use them. */
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

  private RuleSet(List<Rule> rules, boolean firstOnly) {
    this.rules = rules;
    this.firstOnly = firstOnly;
  }

  /**
   * The same rules as generated classes from the first event on, wherever that is possible. Without
   * this each type's become classes when so many events came that it pays.
   */
  public RuleSet generated() {
    return with(TypedRules::generated);
  }

  /** The same rules, never as generated classes: what these are compared with. */
  public RuleSet interpreted() {
    return with(TypedRules::interpreted);
  }

  private RuleSet with(UnaryOperator<TypedRules> change) {
    RuleSet changed = new RuleSet(rules, firstOnly);
    byType.forEach((type, typed) -> changed.byType.put(type, change.apply(typed)));
    return changed;
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

  /** Whether all the rules of a type are generated classes. */
  boolean isGenerated(EventType type) {
    return rulesFor(type).isGenerated();
  }

  private TypedRules rulesFor(EventType type) {
    return Objects.requireNonNull(byType.get(type));
  }
}
