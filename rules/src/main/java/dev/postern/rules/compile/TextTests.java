package dev.postern.rules.compile;

import com.google.re2j.Pattern;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.source.AsciiCase;
import dev.postern.rules.source.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What each operator asks of a text. */
public final class TextTests {

  /** The very text. */
  public record Equal(String text) implements Predicate<String> {
    @Override
    public boolean test(String value) {
      return text.equals(value);
    }
  }

  /** Any other text. */
  public record Different(String text) implements Predicate<String> {
    @Override
    public boolean test(String value) {
      return !text.equals(value);
    }
  }

  /** One of several. */
  public record OneOf(Set<String> texts) implements Predicate<String> {

    public OneOf {
      texts = Set.copyOf(texts);
    }

    @Override
    public boolean test(String value) {
      return texts.contains(value);
    }
  }

  private TextTests() {}

  /**
   * The test for one operator.
   *
   * @param values one or more for {@code in}, {@code intersects} and {@code pmatch}; otherwise one
   * @param type of the field: some compare with the values in lower case, because theirs are
   */
  static Predicate<String> of(
      Operator operator,
      List<Value> values,
      FieldType type,
      ValueLists lists,
      Consumer<Problem> problems) {
    if (operator == Operator.REGEX) {
      return regex(values.getFirst(), problems);
    }
    boolean equality =
        operator == Operator.EQUAL
            || operator == Operator.NOT_EQUAL
            || operator == Operator.IN
            || operator == Operator.INTERSECTS;
    if (equality && (type == FieldType.DOMAIN || lists.holdLarge(values))) {
      Predicate<String> any = new TextLists(lists, type, problems).anyOf(values);
      return operator == Operator.NOT_EQUAL ? any.negate() : any;
    }
    boolean anyCase = type == FieldType.TEXT_ANY_CASE || type == FieldType.DOMAIN;
    List<String> texts =
        values.stream()
            .map(value -> anyCase ? AsciiCase.lower(value.text()) : value.text())
            .toList();
    if (operator.operand() == Operator.Operand.LIST) {
      return operator == Operator.PMATCH
          ? new PathPrefixes(texts)
          : new OneOf(new HashSet<>(texts));
    }
    String text = texts.getFirst();
    return switch (operator) {
      case EQUAL -> new Equal(text);
      case NOT_EQUAL -> new Different(text);
      case LESS -> value -> value.compareTo(text) < 0;
      case LESS_OR_EQUAL -> value -> value.compareTo(text) <= 0;
      case GREATER -> value -> value.compareTo(text) > 0;
      case GREATER_OR_EQUAL -> value -> value.compareTo(text) >= 0;
      case CONTAINS -> value -> value.contains(text);
      case ICONTAINS -> {
        String lower = AsciiCase.lower(text);
        yield value -> AsciiCase.contains(value, lower);
      }
      case STARTSWITH -> value -> value.startsWith(text);
      case ENDSWITH -> value -> value.endsWith(text);
      case GLOB -> new Glob(text, false);
      case IGLOB -> new Glob(text, true);
      case EXISTS, BCONTAINS, BSTARTSWITH, REGEX, IN, INTERSECTS, PMATCH ->
          throw new IllegalArgumentException("no single-value text operator: " + operator);
    };
  }

  /** One comparison of two. */
  static boolean test(Operator operator, String value, String other) {
    return switch (operator) {
      case EQUAL, IN, INTERSECTS -> value.equals(other);
      case NOT_EQUAL -> !value.equals(other);
      case LESS -> value.compareTo(other) < 0;
      case LESS_OR_EQUAL -> value.compareTo(other) <= 0;
      case GREATER -> value.compareTo(other) > 0;
      case GREATER_OR_EQUAL -> value.compareTo(other) >= 0;
      case CONTAINS -> value.contains(other);
      case ICONTAINS -> AsciiCase.contains(value, AsciiCase.lower(other));
      case STARTSWITH -> value.startsWith(other);
      case ENDSWITH -> value.endsWith(other);
      case GLOB -> new Glob(other, false).test(value);
      case IGLOB -> new Glob(other, true).test(value);
      case EXISTS, BCONTAINS, BSTARTSWITH, REGEX, PMATCH ->
          throw new IllegalArgumentException("not of two texts: " + operator);
    };
  }

  private static Predicate<String> regex(Value value, Consumer<Problem> problems) {
    String problem = PosixRegex.problem(value.text());
    if (problem != null) {
      problems.accept(new Problem(value.at(), "bad regular expression: " + problem));
      return text -> false;
    }
    // As in Falco, ^ and $ fit at every line; the whole text must fit in any case.
    return Pattern.compile(value.text(), Pattern.MULTILINE)::matches;
  }
}
