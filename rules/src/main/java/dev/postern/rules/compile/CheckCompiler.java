package dev.postern.rules.compile;

import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.ListModifier;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compiles comparisons. Problems are reported; after one, what comes out must not be used. */
final class CheckCompiler<E> {

  private final Consumer<Problem> problems;
  private final ExpressionCompiler<E> expressions;
  private final WrittenValues written;
  private final ValueComparison<E> values;

  CheckCompiler(FieldCatalog<E> catalog, ValueLists lists, Consumer<Problem> problems) {
    this.problems = problems;
    this.expressions = new ExpressionCompiler<>(catalog, problems);
    this.written = new WrittenValues(lists, problems);
    this.values = new ValueComparison<>(lists, problems);
  }

  Matcher<E> compile(Condition.Check check) {
    Operand<E> subject = expressions.compile(check.subject());
    if (subject == null || !fits(check, subject)) {
      return never();
    }
    return switch (check.comparand()) {
      case Comparand.Of other -> withOther(check, subject, other.expression());
      case Comparand.Values list -> {
        List<Value> listed = written.of(check, subject, list);
        yield listed == null
            ? never()
            : check.modifier() == null
                ? values.compile(subject, check.operator(), listed)
                : counted(check.modifier(), subject, check.operator(), listed);
      }
    };
  }

  private boolean fits(Condition.Check check, Operand<E> subject) {
    Operator operator = check.operator();
    if (subject.operators().contains(operator)) {
      return true;
    }
    problems.accept(
        new Problem(
            check.operatorAt(),
            "'" + operator.text() + "' does not fit " + subject.text() + ", " + kind(subject),
            "it takes "
                + Arrays.stream(Operator.values())
                    .filter(subject.operators()::contains)
                    .map(Operator::text)
                    .collect(Collectors.joining(" "))));
    return false;
  }

  private static String kind(Operand<?> operand) {
    return operand.isList() ? operand.describe() : "a field " + operand.describe();
  }

  /** For an empty list all of them are false. */
  private Matcher<E> counted(
      ListModifier modifier, Operand<E> subject, Operator operator, List<Value> listed) {
    if (listed.isEmpty()) {
      return never();
    }
    if (modifier == ListModifier.ANYOF && operator == Operator.EQUAL) {
      return values.compile(subject, Operator.IN, listed);
    }
    List<Matcher<E>> each = new ArrayList<>(listed.size());
    for (Value value : listed) {
      each.add(values.compile(subject, operator, List.of(value)));
    }
    return switch (modifier) {
      case ANYOF -> new Matcher.Any<>(each);
      case ALLOF -> new Matcher.All<>(each);
      case ONEOF -> exactlyOne(each);
    };
  }

  private static <E> Matcher<E> exactlyOne(List<Matcher<E>> each) {
    return event -> {
      boolean found = false;
      for (int i = 0; i < each.size(); i++) {
        if (each.get(i).matches(event)) {
          if (found) {
            return false;
          }
          found = true;
        }
      }
      return found;
    };
  }

  private Matcher<E> withOther(Condition.Check check, Operand<E> subject, Expression other) {
    Operator operator = check.operator();
    if (operator == Operator.PMATCH || operator == Operator.REGEX) {
      return refuse(check, "'" + operator.text() + "' compares with written values only");
    }
    if (subject.alone()) {
      return refuse(check, "'" + subject.text() + "' compares with written values only");
    }
    Operand<E> right = expressions.compile(other);
    if (right == null) {
      return never();
    }
    if (right.alone()) {
      problems.accept(
          new Problem(
              other.at(), "'" + right.text() + "' cannot stand to the right of an operator"));
      return never();
    }
    if (!subject.type().falcoName().equals(right.type().falcoName())
        || subject.isList() != right.isList()) {
      problems.accept(
          new Problem(
              other.at(),
              subject.text()
                  + ", "
                  + described(subject)
                  + ", cannot be compared with "
                  + right.text()
                  + ", "
                  + described(right)));
      return never();
    }
    return FieldComparison.of(subject, operator, right);
  }

  private static String described(Operand<?> operand) {
    return operand.describe() + " (" + operand.type().falcoName() + ")";
  }

  private Matcher<E> refuse(Condition.Check check, String message) {
    problems.accept(new Problem(check.operatorAt(), message));
    return never();
  }

  static <E> Matcher<E> never() {
    return event -> false;
  }
}
