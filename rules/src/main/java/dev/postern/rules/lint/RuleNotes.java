package dev.postern.rules.lint;

import dev.postern.event.EventType;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules that no event, or no event that is left for them, can match. */
final class RuleNotes {

  private static final Set<EventType> WITHOUT_CONNECTION = Set.of(EventType.EXECVE);

  private final Checks checks;
  private final Notes notes;
  private final Set<String> unreachable = new HashSet<>();

  RuleNotes(Checks checks, Notes notes) {
    this.checks = checks;
    this.notes = notes;
  }

  /** Whether a rule was noted to match nothing. */
  boolean isUnreachable(String rule) {
    return unreachable.contains(rule);
  }

  /** Notes on a rule by itself. */
  void of(LoadedRule rule) {
    Knowledge known = new Knowledge(checks);
    List<Condition> before = new ArrayList<>();
    List<Condition> parts = ConditionWalk.conjuncts(rule.condition());
    if (known.withAll(parts) == null) {
      for (Condition part : parts) {
        before.add(part);
        if (known.withAll(before) == null) {
          unreachable(rule, part, ConditionWalk.shown(part) + " contradicts what stands before it");
          return;
        }
      }
    }
    if (rule.types().equals(WITHOUT_CONNECTION)) {
      for (Condition part : parts) {
        if (part instanceof Condition.Check check && isOfConnection(check)) {
          unreachable(rule, part, "execve has no " + check.subject().text());
          return;
        }
      }
    }
  }

  /** Whether a check can be true only for an event with a connection. */
  private static boolean isOfConnection(Condition.Check check) {
    FieldName field = check.field();
    return field != null && ConnectionFields.has(field.name());
  }

  private void unreachable(LoadedRule rule, Condition part, String why) {
    String name = rule.rule().name();
    unreachable.add(name);
    Place place = part.at().place();
    boolean inMacro = !place.file().equals(rule.rule().place().file());
    notes.add(
        NoteKind.UNREACHABLE,
        inMacro ? rule.rule().place() : place,
        name,
        "no event can match: " + why,
        null,
        null);
  }

  /** Notes on rules that come too late. */
  void ofOrder(List<LoadedRule> rules, RuleMatching matching) {
    Map<Integer, LoadedRule> byCondition = new HashMap<>();
    List<LoadedRule> earlier = new ArrayList<>();
    for (LoadedRule rule : rules) {
      if (!rule.enabled() || rule.types().isEmpty() || isUnreachable(rule.rule().name())) {
        continue;
      }
      LoadedRule same = byCondition.putIfAbsent(checks.number(rule.condition()), rule);
      if (same != null) {
        add(NoteKind.SAME_CONDITION, rule, "has the condition of", same, "make them one rule");
      } else if (matching == RuleMatching.FIRST) {
        earlier.stream()
            .filter(wider -> catches(wider, rule))
            .findFirst()
            .ifPresent(
                wider ->
                    add(
                        NoteKind.CAUGHT_EARLIER,
                        rule,
                        "never gets an event: all it matches is caught by",
                        wider,
                        "put it first"));
      }
      earlier.add(rule);
    }
  }

  private boolean catches(LoadedRule wider, LoadedRule rule) {
    if (!wider.types().containsAll(rule.types())) {
      return false;
    }
    Knowledge known = new Knowledge(checks).with(rule.condition(), true);
    return known != null && known.with(wider.condition(), false) == null;
  }

  private void add(
      NoteKind kind, LoadedRule rule, String what, LoadedRule other, String suggestion) {
    notes.add(
        kind,
        rule.rule().place(),
        rule.rule().name(),
        "'"
            + rule.rule().name()
            + "' "
            + what
            + " '"
            + other.rule().name()
            + "' at "
            + other.rule().place(),
        suggestion,
        null);
  }
}
