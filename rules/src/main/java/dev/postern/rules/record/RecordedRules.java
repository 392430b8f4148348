package dev.postern.rules.record;

import dev.postern.event.EventType;
import dev.postern.rules.Alert;
import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.MatchedRule;
import dev.postern.rules.OutputParser;
import dev.postern.rules.OutputTemplate;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rules for recorded events: each rule's whole condition is asked, in the order of definition. What
 * a sensor's rules say of an event, these say of its record.
 */
public final class RecordedRules {

  private record Entry(
      Rule rule,
      Set<EventType> types,
      Matcher<RecordedEvent> condition,
      OutputTemplate<RecordedEvent> output) {}

  private final List<Entry> entries = new ArrayList<>();
  private final boolean firstOnly;

  /**
   * The enabled rules.
   *
   * @param loaded a load without errors
   */
  public RecordedRules(LoadResult loaded, RuleMatching matching) {
    this(loaded, matching, Set.of());
  }

  /**
   * The enabled rules and some more.
   *
   * @param more names of rules to try although they are disabled
   */
  public RecordedRules(LoadResult loaded, RuleMatching matching, Set<String> more) {
    if (loaded.rules() == null) {
      throw new IllegalArgumentException("rules with errors");
    }
    firstOnly = matching == RuleMatching.FIRST;
    ConditionCompiler<RecordedEvent> conditions =
        new ConditionCompiler<>(RecordedFields.catalog(), loaded.lists(), noProblems());
    OutputParser<RecordedEvent> outputs =
        new OutputParser<>(RecordedFields.catalog(), noProblems());
    for (LoadedRule rule : loaded.loaded()) {
      if (rule.enabled() || more.contains(rule.rule().name())) {
        entries.add(
            new Entry(
                rule.rule(),
                rule.types(),
                conditions.compile(rule.condition()),
                outputs.parse(rule.output())));
      }
    }
  }

  /** For what was compiled without a problem when the rules were loaded. */
  static Consumer<Problem> noProblems() {
    return problem -> {
      throw new IllegalStateException("not found when the rule was checked: " + problem);
    };
  }

  /** The alerts that an event raises. */
  public List<Alert> evaluate(RecordedEvent event) {
    List<Alert> alerts = new ArrayList<>();
    evaluate(event, alerts::add);
    return alerts;
  }

  /** Tries the rules on an event. */
  public void evaluate(RecordedEvent event, Consumer<Alert> alerts) {
    for (Entry entry : entries) {
      if (isTried(entry.types(), event) && entry.condition().matches(event)) {
        alerts.accept(new MatchedRule<>(entry.rule(), entry.output(), event));
        if (firstOnly) {
          return;
        }
      }
    }
  }

  /** Of types that are none of a sensor's nothing is known, so every rule is tried on them. */
  static boolean isTried(Set<EventType> types, RecordedEvent event) {
    EventType type = event.type();
    return type == null || types.contains(type);
  }
}
