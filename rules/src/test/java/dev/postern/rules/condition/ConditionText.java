package dev.postern.rules.condition;

import java.util.List;
import java.util.stream.Collectors;

/** Writes syntax trees with every parenthesis, for tests. */
final class ConditionText {

  private ConditionText() {}

  static String of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> join(and.parts(), " and ");
      case Condition.Or or -> join(or.parts(), " or ");
      case Condition.Not not -> "not " + of(not.part());
      case Condition.MacroRef macro -> macro.name();
      case Condition.Check check ->
          check.subject().text() + " " + check.operator().text() + values(check);
    };
  }

  private static String join(List<Condition> parts, String by) {
    return parts.stream().map(ConditionText::of).collect(Collectors.joining(by, "(", ")"));
  }

  private static String values(Condition.Check check) {
    String values = check.values().stream().map(Value::text).collect(Collectors.joining("|"));
    return switch (check.operator().operand()) {
      case NONE -> "";
      case NUMBER, VALUE -> " " + values;
      case LIST -> " (" + values + ")";
    };
  }
}
