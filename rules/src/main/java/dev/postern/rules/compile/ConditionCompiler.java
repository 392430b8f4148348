package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles conditions whose macros are resolved. Problems are reported, all of them; what is
 * returned after one must not be used.
 *
 * @param <E> what the conditions will be asked about
 */
public final class ConditionCompiler<E> {

  private final FieldCatalog<E> catalog;
  private final ValueLists lists;
  private final Consumer<Problem> problems;
  private final ValueReader values;

  /** By identity: what a macro stands for is one object wherever it is used. */
  private final IdentityHashMap<Condition, Matcher<E>> compiled = new IdentityHashMap<>();

  public ConditionCompiler(FieldCatalog<E> catalog, ValueLists lists, Consumer<Problem> problems) {
    this.catalog = catalog;
    this.lists = lists;
    this.problems = problems;
    this.values = new ValueReader(lists, problems);
  }

  /**
   * Compiles one condition; the same object asked for again is compiled once.
   *
   * @throws IllegalArgumentException for a macro that is not resolved
   */
  public Matcher<E> compile(Condition condition) {
    Matcher<E> known = compiled.get(condition);
    if (known != null) {
      return known;
    }
    Matcher<E> matcher = compileNode(condition);
    compiled.put(condition, matcher);
    return matcher;
  }

  private Matcher<E> compileNode(Condition condition) {
    return switch (condition) {
      case Condition.And and -> new Matcher.All<>(compile(and.parts()));
      case Condition.Or or -> new Matcher.Any<>(compile(or.parts()));
      case Condition.Not not -> new Matcher.None<>(compile(not.part()));
      case Condition.Check check -> check(check);
      case Condition.MacroRef macro ->
          throw new IllegalArgumentException("macro not resolved: " + macro.name());
    };
  }

  /** A loop, not a stream: a stream's frames would cost the stack ten times the depth. */
  private List<Matcher<E>> compile(List<Condition> parts) {
    List<Matcher<E>> compiled = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      compiled.add(compile(part));
    }
    return compiled;
  }

  private Matcher<E> check(Condition.Check check) {
    FieldName name = check.plainField();
    if (name == null) {
      problems.accept(
          new Problem(check.at(), "transformers and list modifiers are not supported yet"));
      return never();
    }
    return switch (catalog.resolve(name.name(), name.argument())) {
      case FieldUse.Refused<E> refused -> {
        problems.accept(new Problem(name.at(), refused.message(), refused.suggestion()));
        yield never();
      }
      case FieldUse.Found<E> field -> check(check, field);
    };
  }

  private Matcher<E> check(Condition.Check check, FieldUse.Found<E> field) {
    Operator operator = check.operator();
    if (field.field().has(FieldTrait.OUTPUT_ONLY)) {
      problems.accept(new Problem(check.at(), "'" + field.text() + "' is for outputs only"));
      return never();
    }
    Set<Operator> fitting = FieldOperators.of(field);
    if (!fitting.contains(operator)) {
      problems.accept(
          new Problem(
              check.operatorAt(),
              "'"
                  + operator.text()
                  + "' does not fit "
                  + field.text()
                  + (field.multiplicity() == Multiplicity.LIST
                      ? ", a list"
                      : ", a field of type " + field.type().text()),
              "it takes "
                  + Arrays.stream(Operator.values())
                      .filter(fitting::contains)
                      .map(Operator::text)
                      .collect(Collectors.joining(" "))));
      return never();
    }
    List<Value> operands = operands(check);
    if (operands == null) {
      return never();
    }
    return combine(field, operator, operands);
  }

  /** The values with lists filled in, or null when that can't be done. */
  private @Nullable List<Value> operands(Condition.Check check) {
    List<Value> expanded = lists.expand(check.values());
    if (check.operator().operand() != Operator.Operand.LIST
        && expanded.size() != check.values().size()) {
      Value list = check.values().getFirst();
      problems.accept(
          new Problem(
              list.at(),
              "'" + list.text() + "' is a list of " + expanded.size() + " values, not one value",
              "write 'in (" + list.text() + ")'"));
      return null;
    }
    return expanded;
  }

  /** A field that means either end: a match at one is enough, except for "differs". */
  private Matcher<E> combine(FieldUse.Found<E> field, Operator operator, List<Value> operands) {
    List<FieldReader<E>> readers = field.readers();
    if (field.multiplicity() == Multiplicity.LIST && operator == Operator.IN) {
      return new ValueMatcher.EveryText<>(
          (FieldReader.Texts<E>) readers.getFirst(),
          TextTests.of(operator, operands, /* anyCase= */ false, problems));
    }
    if (readers.size() == 1) {
      return single(readers.getFirst(), operator, field.type(), operands);
    }
    if (operator == Operator.NOT_EQUAL) {
      return new Matcher.All<>(
          List.of(
              combine(field, Operator.EXISTS, List.of()),
              new Matcher.None<>(combine(field, Operator.EQUAL, operands))));
    }
    return new Matcher.Any<>(
        readers.stream().map(end -> single(end, operator, field.type(), operands)).toList());
  }

  private Matcher<E> single(
      FieldReader<E> reader, Operator operator, FieldType type, List<Value> operands) {
    if (operator == Operator.EXISTS) {
      return ValueMatcher.present(reader);
    }
    return switch (reader) {
      case FieldReader.Text<E> text ->
          new ValueMatcher.Text<>(
              text, TextTests.of(operator, operands, type == FieldType.TEXT_ANY_CASE, problems));
      case FieldReader.Numeric<E> number ->
          new ValueMatcher.Numeric<>(number, numberTest(operator, values.numbers(operands, type)));
      case FieldReader.Time<E> time ->
          new ValueMatcher.Text<>(
              ValueMatcher.text(time), TextTests.of(operator, operands, false, problems));
      case FieldReader.Texts<E> texts ->
          new ValueMatcher.AnyText<>(texts, TextTests.of(operator, operands, false, problems));
      case FieldReader.Numbers<E> numbers ->
          new ValueMatcher.AnyNumber<>(
              numbers, numberTest(operator, values.numbers(operands, type)));
      case FieldReader.Address<E> address -> {
        Predicate<IpAddress> in = values.addresses(operands);
        yield new ValueMatcher.Address<>(
            address, operator == Operator.NOT_EQUAL ? in.negate() : in);
      }
      case FieldReader.Flag<E> flag -> {
        Set<Boolean> wanted = values.flags(operands);
        boolean negated = operator == Operator.NOT_EQUAL;
        yield new ValueMatcher.Flag<>(
            flag, wanted.contains(true) != negated, wanted.contains(false) != negated);
      }
    };
  }

  private static LongPredicate numberTest(Operator operator, long[] numbers) {
    if (operator.operand() == Operator.Operand.LIST) {
      return value -> Arrays.binarySearch(numbers, value) >= 0;
    }
    if (numbers.length == 0) {
      return value -> false; // its value was a problem
    }
    long number = numbers[0];
    return switch (operator) {
      case EQUAL -> value -> value == number;
      case NOT_EQUAL -> value -> value != number;
      case LESS -> value -> value < number;
      case LESS_OR_EQUAL -> value -> value <= number;
      case GREATER -> value -> value > number;
      case GREATER_OR_EQUAL -> value -> value >= number;
      default -> throw new IllegalArgumentException("no number operator: " + operator);
    };
  }

  private static <E> Matcher<E> never() {
    return event -> false;
  }
}
