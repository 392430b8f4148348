package dev.postern.rules.scenario;

import dev.postern.rules.Alert;
import dev.postern.rules.LoadResult;
import dev.postern.rules.record.RecordedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what the rules make of a scenario's events with what it expects. */
final class ScenarioCheck {

  /**
   * An alert that was raised.
   *
   * @param event by which event, from 1 up
   */
  private record Raised(Alert alert, int event) {
    String rule() {
      return alert.rule().name();
    }

    @Override
    public String toString() {
      return "'" + rule() + "' by event " + event;
    }
  }

  private final Scenario scenario;
  private final LoadResult loaded;
  private final List<Raised> raised = new ArrayList<>();
  private final Problems problems = new Problems();

  ScenarioCheck(Scenario scenario, LoadResult loaded, RecordedRules rules) {
    this.scenario = scenario;
    this.loaded = loaded;
    for (int i = 0; i < scenario.events().size(); i++) {
      int event = i + 1;
      rules.evaluate(scenario.events().get(i), alert -> raised.add(new Raised(alert, event)));
    }
  }

  /** The expectations that were not met. */
  List<ScenarioProblem> check() {
    for (Scenario.Expected expected : scenario.alerts()) {
      if (isKnown(expected.rule())) {
        check(expected);
      }
    }
    for (Scenario.Named rule : scenario.mustNotFire()) {
      if (isKnown(rule)) {
        for (Raised alert : raised) {
          if (alert.rule().equals(rule.rule())) {
            fail(rule, "must not fire, but was raised by event " + alert.event());
          }
        }
      }
    }
    return problems.all();
  }

  private boolean isKnown(Scenario.Named rule) {
    List<String> names = loaded.loaded().stream().map(each -> each.rule().name()).toList();
    if (names.contains(rule.rule())) {
      return true;
    }
    problems.unknown(
        rule.place(),
        "scenario '" + scenario.name() + "': there is no rule '" + rule.rule() + "'",
        rule.rule(),
        names);
    return false;
  }

  private void check(Scenario.Expected expected) {
    List<Raised> candidates =
        raised.stream()
            .filter(alert -> alert.rule().equals(expected.rule().rule()))
            .filter(alert -> expected.event() == 0 || alert.event() == expected.event())
            .toList();
    if (candidates.isEmpty()) {
      String by = expected.event() == 0 ? "" : " by event " + expected.event();
      fail(expected.rule(), "was not raised" + by + disabled(expected.rule()) + instead());
      return;
    }
    List<String> differences = new ArrayList<>();
    for (Raised alert : candidates) {
      String difference = difference(expected, alert.alert());
      if (difference == null) {
        return;
      }
      differences.add("by event " + alert.event() + ", " + difference);
    }
    fail(expected.rule(), "was raised " + String.join("; and ", differences));
  }

  /** How an alert is not the expected one; null when it is. */
  private static @Nullable String difference(Scenario.Expected expected, Alert alert) {
    if (expected.priority() != null && expected.priority() != alert.rule().priority()) {
      return "but its priority is %s, not %s"
          .formatted(alert.rule().priority().text(), expected.priority().text());
    }
    String part = expected.outputContains();
    if (part != null && !alert.message().contains(part)) {
      return "but its output does not contain '%s': %s".formatted(part, alert.message());
    }
    SequencedMap<String, @Nullable Object> fields = alert.outputFields();
    for (Map.Entry<String, @Nullable String> field : expected.fields().entrySet()) {
      if (!fields.containsKey(field.getKey())) {
        return "but its output does not name %%%s".formatted(field.getKey());
      }
      Object value = fields.get(field.getKey());
      String text = value == null ? null : value.toString();
      if (!Objects.equals(text, field.getValue())) {
        return "but %s is %s, not %s"
            .formatted(field.getKey(), shown(text), shown(field.getValue()));
      }
    }
    return null;
  }

  private static String shown(@Nullable String value) {
    return value == null ? "<NA>" : "'" + value + "'";
  }

  private String disabled(Scenario.Named rule) {
    return loaded.loaded().stream()
            .anyMatch(each -> each.rule().name().equals(rule.rule()) && !each.enabled())
        ? ": it is disabled"
        : "";
  }

  private String instead() {
    return raised.isEmpty()
        ? "; nothing was"
        : "; raised: " + raised.stream().map(Raised::toString).collect(Collectors.joining(", "));
  }

  private void fail(Scenario.Named rule, String what) {
    problems.add(
        rule.place(), "scenario '%s': '%s' %s".formatted(scenario.name(), rule.rule(), what));
  }
}
