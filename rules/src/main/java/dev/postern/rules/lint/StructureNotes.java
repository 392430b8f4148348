package dev.postern.rules.lint;

import dev.postern.rules.condition.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said twice, or for nothing, within one text. Macros are taken as they are named: what
 * follows from inside them is nothing the text's author wrote.
 */
final class StructureNotes {

  private final Checks checks;
  private final Notes notes;
  private final @Nullable String rule;

  StructureNotes(Checks checks, Notes notes, @Nullable String rule) {
    this.checks = checks;
    this.notes = notes;
    this.rule = rule;
  }

  /**
   * Notes on a condition.
   *
   * @param condition with opaque macros
   */
  void of(Condition condition) {
    repeated(condition);
    Knowledge nothing = new Knowledge(checks);
    if (isAlways(condition)) {
      always(condition);
    } else if (nothing.with(condition, true) != null) {
      decided(condition, nothing);
    }
  }

  private void repeated(Condition condition) {
    switch (condition) {
      case Condition.And and -> among(and.parts(), "and");
      case Condition.Or or -> among(or.parts(), "or");
      case Condition.Not not -> {
        if (not.part() instanceof Condition.Not) {
          notes.add(NoteKind.DOUBLE_NEGATION, not.at(), rule, "'not' twice says nothing", null);
        }
        repeated(not.part());
      }
      default -> {
        // nothing in it
      }
    }
  }

  private void among(List<Condition> parts, String connective) {
    Map<Integer, Condition> seen = new HashMap<>();
    for (Condition part : parts) {
      Condition first = seen.putIfAbsent(checks.number(part), part);
      if (first != null) {
        notes.add(
            NoteKind.DUPLICATE_TERM,
            part.at(),
            rule,
            ConditionWalk.shown(part)
                + " stands in this '"
                + connective
                + "' already, at "
                + first.at().place(),
            null);
      }
      repeated(part);
    }
  }

  /** Parts whose outcome is certain, given what stands around them. */
  private void decided(Condition condition, Knowledge around) {
    switch (condition) {
      case Condition.And and -> {
        List<Condition> rest = new ArrayList<>();
        for (Condition part : and.parts()) {
          if (isAlways(part)) {
            always(part);
          } else {
            rest.add(part);
          }
        }
        Knowledge known =
            around.withAll(rest.stream().filter(part -> !(part instanceof Condition.Or)).toList());
        if (known != null) {
          rest.forEach(part -> decided(part, known));
        }
      }
      case Condition.Or or -> {
        for (Condition part : or.parts()) {
          if (around.with(part, true) == null) {
            notes.add(
                NoteKind.NEVER_TRUE,
                part.at(),
                rule,
                ConditionWalk.shown(part) + " is never true here",
                null);
          } else {
            decided(part, around);
          }
        }
      }
      default -> {
        // a check or a negation is what it is
      }
    }
  }

  private boolean isAlways(Condition part) {
    return new Knowledge(checks).with(part, false) == null;
  }

  private void always(Condition part) {
    notes.add(
        NoteKind.ALWAYS_TRUE, part.at(), rule, ConditionWalk.shown(part) + " is always true", null);
  }
}
