package dev.postern.rules.condition;

import java.util.stream.Collectors;

/** Writes checks as a rule file may have them. */
public final class CheckText {

  private CheckText() {}

  /** {@code proc.name in (curl, "a b")}, in one line unless a value has several. */
  public static String of(Condition.Check check) {
    StringBuilder text = new StringBuilder(check.subject().text());
    text.append(' ').append(check.operator().text());
    if (check.modifier() != null) {
      text.append(' ').append(check.modifier().text());
    }
    return switch (check.comparand()) {
      case Comparand.Of of -> text.append(' ').append(of.expression().text()).toString();
      case Comparand.Values values -> {
        String listed =
            values.values().stream().map(CheckText::value).collect(Collectors.joining(", "));
        boolean list =
            check.modifier() != null || check.operator().operand() == Operator.Operand.LIST;
        yield list
            ? text.append(" (").append(listed).append(')').toString()
            : text.append(listed.isEmpty() ? "" : " ").append(listed).toString();
      }
    };
  }

  private static String value(Value value) {
    return value.quoted()
        ? '"' + value.text().replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : value.text();
  }
}
