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
          check.subject().text() + " " + check.operator().text() + comparand(check);
    };
  }

  private static String join(List<Condition> parts, String by) {
    return parts.stream().map(ConditionText::of).collect(Collectors.joining(by, "(", ")"));
  }

  private static String comparand(Condition.Check check) {
    if (check.operator() == Operator.EXISTS) {
      return "";
    }
    String modifier = check.modifier() == null ? " " : " " + check.modifier().text() + " ";
    return switch (check.comparand()) {
      case Comparand.Of other -> modifier + other.expression().text();
      case Comparand.Values written -> {
        String values = written.values().stream().map(Value::text).collect(Collectors.joining("|"));
        boolean list =
            check.modifier() != null || check.operator().operand() == Operator.Operand.LIST;
        yield modifier + (list && written.parenthesised() ? "(" + values + ")" : values);
      }
    };
  }
}
