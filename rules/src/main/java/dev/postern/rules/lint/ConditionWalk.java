package dev.postern.rules.lint;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Ways through a condition. */
final class ConditionWalk {

  /** No field of events begins so. */
  private static final String MACRO = "macro.";

  private ConditionWalk() {}

  /** Every check, left to right; macros that are not resolved are passed over. */
  static void checks(Condition condition, Consumer<Condition.Check> each) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(part -> checks(part, each));
      case Condition.Or or -> or.parts().forEach(part -> checks(part, each));
      case Condition.Not not -> checks(not.part(), each);
      case Condition.Check check -> each.accept(check);
      case Condition.MacroRef _ -> {
        // looked at where it is defined
      }
    }
  }

  /** How many checks there are; stops counting above the limit. */
  static int size(Condition condition, int limit) {
    return switch (condition) {
      case Condition.And and -> size(and.parts(), limit);
      case Condition.Or or -> size(or.parts(), limit);
      case Condition.Not not -> size(not.part(), limit);
      default -> 1;
    };
  }

  private static int size(List<Condition> parts, int limit) {
    int size = 0;
    for (Condition part : parts) {
      size += size < limit ? size(part, limit - size) : 1;
    }
    return size;
  }

  /** The parts of a conjunction, those of conjunctions in it too. */
  static List<Condition> conjuncts(Condition condition) {
    List<Condition> all = new ArrayList<>();
    flatten(condition, all);
    return all;
  }

  private static void flatten(Condition condition, List<Condition> all) {
    if (condition instanceof Condition.And and) {
      and.parts().forEach(part -> flatten(part, all));
    } else {
      all.add(condition);
    }
  }

  /** The condition with a check of which nothing is known in the place of each macro's name. */
  static Condition opaque(Condition written) {
    return switch (written) {
      case Condition.And and -> new Condition.And(opaque(and.parts()), and.at());
      case Condition.Or or -> new Condition.Or(opaque(or.parts()), or.at());
      case Condition.Not not -> new Condition.Not(opaque(not.part()), not.at());
      case Condition.Check check -> check;
      case Condition.MacroRef macro ->
          new Condition.Check(
              new FieldName(MACRO + macro.name(), null, macro.at()),
              Operator.EXISTS,
              List.of(),
              macro.at());
    };
  }

  private static List<Condition> opaque(List<Condition> parts) {
    List<Condition> opaque = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      opaque.add(opaque(part));
    }
    return opaque;
  }

  /** As one would name it in a message, without what is inside it. */
  static String shown(Condition condition) {
    return switch (condition) {
      case Condition.And _ -> "this part";
      case Condition.Or _ -> "this part";
      case Condition.Not not -> "'not " + bare(not.part()) + "'";
      default -> "'" + bare(condition) + "'";
    };
  }

  private static String bare(Condition condition) {
    if (!(condition instanceof Condition.Check check)) {
      return "(…)";
    }
    String subject = check.subject().text();
    if (subject.startsWith(MACRO)) {
      return subject.substring(MACRO.length());
    }
    List<String> values = check.values().stream().map(value -> value.text()).limit(4).toList();
    String shown = String.join(", ", values) + (check.values().size() > 4 ? ", …" : "");
    return subject
        + " "
        + check.operator().text()
        + switch (check.operator().operand()) {
          case NONE -> "";
          case LIST -> " (" + shown + ")";
          default -> " " + shown;
        };
  }
}
