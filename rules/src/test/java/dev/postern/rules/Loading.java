package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shorthand for loading rules in tests. */
final class Loading {

  private Loading() {}

  static LoadResult load(String yaml) {
    return RuleLoader.load(List.of(new RuleSource("r.yaml", yaml)), RuleSettings.DEFAULT);
  }

  static RuleSet rules(LoadResult result) {
    assertThat(result.errors()).isEmpty();
    return Objects.requireNonNull(result.rules());
  }

  static LoadResult loadCondition(String condition) {
    return load(ruleOf(condition));
  }

  /** A rule whose condition is written in single quotes. */
  static String ruleOf(String condition) {
    return "- rule: R\n  desc: d\n  output: o\n  priority: info\n  condition: '"
        + condition.replace("'", "''")
        + "'\n";
  }

  static boolean matches(String condition, Event event) {
    return !alerts(rules(loadCondition(condition)), event).isEmpty();
  }

  static List<String> alerts(RuleSet rules, Event event) {
    List<String> names = new ArrayList<>();
    rules.evaluate(event, alert -> names.add(alert.rule().name()));
    return names;
  }

  static List<String> errors(LoadResult result) {
    return result.errors().stream().map(Diagnostic::toString).toList();
  }
}
