package dev.postern.rules.compile;

import com.google.re2j.Pattern;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What each operator asks of a text. */
final class TextTests {

  private TextTests() {}

  /**
   * The test for one operator.
   *
   * @param values one or more for {@code in}, {@code intersects} and {@code pmatch}; otherwise one
   * @param anyCase compares with the values in lower case, because the field's are
   */
  static Predicate<String> of(
      Operator operator, List<Value> values, boolean anyCase, Consumer<Problem> problems) {
    if (operator == Operator.REGEX) {
      return regex(values.getFirst(), problems);
    }
    List<String> texts =
        values.stream().map(value -> anyCase ? TextFold.fold(value.text()) : value.text()).toList();
    if (operator.operand() == Operator.Operand.LIST) {
      return operator == Operator.PMATCH ? new PathPrefixes(texts) : anyOf(texts);
    }
    String text = texts.getFirst();
    return switch (operator) {
      case EQUAL -> text::equals;
      case NOT_EQUAL -> value -> !text.equals(value);
      case LESS -> value -> value.compareTo(text) < 0;
      case LESS_OR_EQUAL -> value -> value.compareTo(text) <= 0;
      case GREATER -> value -> value.compareTo(text) > 0;
      case GREATER_OR_EQUAL -> value -> value.compareTo(text) >= 0;
      case CONTAINS -> value -> value.contains(text);
      case ICONTAINS -> {
        String folded = TextFold.fold(text);
        yield value -> TextFold.fold(value).contains(folded);
      }
      case STARTSWITH -> value -> value.startsWith(text);
      case ENDSWITH -> value -> value.endsWith(text);
      case GLOB -> new Glob(text, false);
      case IGLOB -> new Glob(text, true);
      case EXISTS, BCONTAINS, BSTARTSWITH, REGEX, IN, INTERSECTS, PMATCH ->
          throw new IllegalArgumentException("no single-value text operator: " + operator);
    };
  }

  private static Predicate<String> anyOf(List<String> texts) {
    Set<String> set = texts.stream().collect(Collectors.toUnmodifiableSet());
    return set::contains;
  }

  private static Predicate<String> regex(Value value, Consumer<Problem> problems) {
    String problem = PosixRegex.problem(value.text());
    if (problem != null) {
      problems.accept(new Problem(value.at(), "bad regular expression: " + problem));
      return text -> false;
    }
    return Pattern.compile(value.text())::matches;
  }
}
