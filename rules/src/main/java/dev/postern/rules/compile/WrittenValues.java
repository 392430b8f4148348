package dev.postern.rules.compile;

import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.source.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values a comparison is written with, lists filled in. */
final class WrittenValues {

  private final ValueLists lists;
  private final Consumer<Problem> problems;

  WrittenValues(ValueLists lists, Consumer<Problem> problems) {
    this.lists = lists;
    this.problems = problems;
  }

  /** The values; null when they do not fit the operator, which is reported. */
  @Nullable List<Value> of(Condition.Check check, Operand<?> subject, Comparand.Values written) {
    List<Value> expanded = lists.expand(written.values());
    boolean large = lists.holdLarge(expanded);
    boolean takesSeveral =
        check.modifier() != null
            || (check.operator().operand() == Operator.Operand.LIST && written.parenthesised());
    if (!takesSeveral && (large || expanded.size() != written.values().size())) {
      refuseList(check, written.values().getFirst(), lists.size(expanded));
      return null;
    }
    if (large && !looksUp(check, subject)) {
      refuseLarge(check, subject);
      return null;
    }
    return areShort(expanded) ? expanded : null;
  }

  private void refuseList(Condition.Check check, Value list, int size) {
    boolean parentheses = check.operator().operand() == Operator.Operand.LIST;
    problems.accept(
        new Problem(
            list.at(),
            "'" + list.text() + "' is a list of " + size + " values, not one value",
            "write '"
                + (parentheses ? check.operator().text() : "in")
                + " ("
                + list.text()
                + ")'"));
  }

  /** Whether it asks for nothing but membership, which takes no list's entries one by one. */
  private static boolean looksUp(Condition.Check check, Operand<?> subject) {
    return check.modifier() == null && check.operator() != Operator.PMATCH && !isSmall(subject);
  }

  /** Whether its type is one that large lists have no form for. */
  private static boolean isSmall(Operand<?> subject) {
    FieldType.Kind kind = subject.type().kind();
    return kind == FieldType.Kind.BYTES || kind == FieldType.Kind.FLAG;
  }

  private void refuseLarge(Condition.Check check, Operand<?> subject) {
    String what =
        isSmall(subject)
            ? subject.text()
            : check.modifier() == null ? check.operator().text() : check.modifier().text();
    problems.accept(
        new Problem(
            check.operatorAt(),
            "'"
                + what
                + "' takes a list of at most "
                + ListFile.MOST_VALUES
                + " entries from a file"));
  }

  /** An entry of a file may be as long as a path, which its reader has seen to. */
  private boolean areShort(List<Value> values) {
    boolean fitting = true;
    for (Value value : values) {
      if (value.text().length() > ConditionParser.VALUE_LIMIT && !lists.isFromFile(value)) {
        problems.accept(
            new Problem(
                value.at(), "a value has at most " + ConditionParser.VALUE_LIMIT + " characters"));
        fitting = false;
      }
    }
    return fitting;
  }
}
