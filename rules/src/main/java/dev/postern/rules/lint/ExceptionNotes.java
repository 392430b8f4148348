package dev.postern.rules.lint;

import dev.postern.rules.MacroNames;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Exceptions for which another is enough, or which never apply: those of {@code exceptions}, and
 * what a condition has as {@code and not (… or …)}.
 */
final class ExceptionNotes {

  /** Each is compared with each. */
  private static final int LIMIT = 200;

  /** Something a rule leaves out, and the fields it is about. */
  private record Excepted(Condition condition, boolean ofMacro, Set<String> fields) {}

  private final Checks checks;
  private final MacroNames macros;
  private final Notes notes;
  private final String rule;

  ExceptionNotes(Checks checks, MacroNames macros, Notes notes, String rule) {
    this.checks = checks;
    this.macros = macros;
    this.notes = notes;
    this.rule = rule;
  }

  /**
   * Notes on a rule's condition.
   *
   * @param condition its macros resolved; one that some event may match
   */
  void of(Condition condition) {
    List<Condition> asked = new ArrayList<>();
    List<Excepted> excepted = new ArrayList<>();
    split(condition, /* ofMacro= */ false, asked, excepted);
    Knowledge known = new Knowledge(checks).withAll(asked);
    if (known == null || excepted.size() > LIMIT) {
      return;
    }
    for (int i = 0; i < excepted.size(); i++) {
      Excepted one = excepted.get(i);
      if (!one.ofMacro()) {
        if (known.with(one.condition(), true) == null) {
          notes.add(
              NoteKind.EXCEPTION_NEVER_APPLIES,
              one.condition().at(),
              rule,
              ConditionWalk.shown(one.condition())
                  + " excepts nothing: the condition leaves it out already",
              null);
        } else {
          covered(i, excepted);
        }
      }
    }
  }

  private void split(
      Condition condition, boolean ofMacro, List<Condition> asked, List<Excepted> excepted) {
    boolean named = ofMacro || macros.of(condition) != null;
    switch (condition) {
      case Condition.And and -> and.parts().forEach(part -> split(part, named, asked, excepted));
      case Condition.Not not -> collect(not.part(), named, excepted);
      default -> asked.add(condition);
    }
  }

  private void collect(Condition condition, boolean ofMacro, List<Excepted> excepted) {
    boolean named = ofMacro || macros.of(condition) != null;
    if (condition instanceof Condition.Or or) {
      or.parts().forEach(part -> collect(part, named, excepted));
    } else {
      Set<String> fields = new HashSet<>();
      ConditionWalk.checks(
          condition,
          check ->
              FieldNames.in(check)
                  .forEach(field -> fields.add(PortableFields.canonical(field.text()))));
      excepted.add(new Excepted(condition, named, fields));
    }
  }

  private void covered(int index, List<Excepted> excepted) {
    Excepted one = excepted.get(index);
    Knowledge known = new Knowledge(checks).with(one.condition(), true);
    for (int i = 0; known != null && i < excepted.size(); i++) {
      Excepted other = excepted.get(i);
      boolean wider =
          i != index
              && !Collections.disjoint(other.fields(), one.fields())
              && known.with(other.condition(), false) == null;
      // Of two that say the same the first stays.
      if (wider && (i < index || !implies(other, one))) {
        notes.add(
            NoteKind.EXCEPTION_COVERED,
            one.condition().at(),
            rule,
            ConditionWalk.shown(one.condition())
                + " is excepted already by "
                + ConditionWalk.shown(other.condition())
                + " at "
                + other.condition().at().place(),
            null);
        return;
      }
    }
  }

  private boolean implies(Excepted narrow, Excepted wide) {
    Knowledge known = new Knowledge(checks).with(narrow.condition(), true);
    return known == null || known.with(wide.condition(), false) == null;
  }
}
