package dev.postern.conformance;

import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conditions as Falco prints what it has read. */
final class FalcoText {

  private FalcoText() {}

  static String of(Condition condition) {
    return switch (condition) {
      case Condition.And and -> "(" + join(and.parts(), " and ", FalcoText::of) + ")";
      case Condition.Or or -> "(" + join(or.parts(), " or ", FalcoText::of) + ")";
      case Condition.Not not -> "not " + of(not.part());
      case Condition.MacroRef macro -> macro.name();
      case Condition.Check check -> of(check);
    };
  }

  private static String of(Condition.Check check) {
    String subject = of(check.subject()) + " " + operator(check);
    if (check.operator() == Operator.EXISTS) {
      return subject;
    }
    String modified = check.modifier() == null ? subject : subject + " " + check.modifier().text();
    return modified + " " + of(check, check.comparand());
  }

  /** The tree has one operator for {@code =} and {@code ==}; the text tells which was written. */
  private static String operator(Condition.Check check) {
    String text = check.operatorAt().text().value();
    boolean doubled = text.startsWith("==", check.operatorAt().offset());
    return doubled ? "==" : check.operator().text();
  }

  private static String of(Condition.Check check, Comparand comparand) {
    return switch (comparand) {
      case Comparand.Of other -> of(other.expression());
      case Comparand.Values values -> {
        String listed = join(values.values(), ", ", value -> escaped(value.text()));
        boolean list =
            check.modifier() != null || check.operator().operand() == Operator.Operand.LIST;
        yield list && values.parenthesised() ? "(" + listed + ")" : listed;
      }
    };
  }

  private static String of(Expression expression) {
    return switch (expression) {
      case FieldName field -> field.name() + argument(field.argument());
      case Expression.Call call ->
          call.transformer().text()
              + "("
              + join(call.arguments(), ",", FalcoText::of)
              + ")"
              + argument(call.argument());
      case Expression.Literal literal -> escaped(literal.value().text());
      case Expression.ListOf list -> "(" + join(list.items(), ",", FalcoText::of) + ")";
    };
  }

  private static String argument(@Nullable String argument) {
    if (argument == null) {
      return "";
    }
    return "[" + (argument.isEmpty() ? "\"\"" : escaped(argument)) + "]";
  }

  private static <T> String join(List<T> parts, String by, Function<T, String> text) {
    return parts.stream().map(text).collect(Collectors.joining(by));
  }

  private static String escaped(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\b", "\\b")
            .replace("\f", "\\f")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    boolean quotes = !escaped.equals(text) || text.chars().anyMatch(c -> " '=".indexOf(c) >= 0);
    return quotes ? '"' + escaped + '"' : text;
  }
}
