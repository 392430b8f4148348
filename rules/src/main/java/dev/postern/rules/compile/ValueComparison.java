package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.list.Addresses;
import dev.postern.rules.source.Problem;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Compiles comparisons of an operand with values that are written down. */
final class ValueComparison<E> {

  private final ValueLists lists;
  private final ValueReader values;
  private final Consumer<Problem> problems;

  ValueComparison(ValueLists lists, Consumer<Problem> problems) {
    this.lists = lists;
    this.values = new ValueReader(lists, problems);
    this.problems = problems;
  }

  /**
   * The comparison; of a field that means either end, a match at one is enough, except for
   * "differs".
   *
   * @param written lists filled in: any number for an operator that takes a list, otherwise one, or
   *     none for {@code exists}
   */
  Matcher<E> compile(Operand<E> subject, Operator operator, List<Value> written) {
    List<FieldReader<E>> readers = subject.readers();
    if (readers.size() == 1) {
      return single(subject, readers.getFirst(), operator, written);
    }
    if (operator == Operator.NOT_EQUAL) {
      return new Matcher.All<>(
          List.of(
              compile(subject, Operator.EXISTS, List.of()),
              new Matcher.None<>(compile(subject, Operator.EQUAL, written))));
    }
    return new Matcher.Any<>(
        readers.stream().map(end -> single(subject, end, operator, written)).toList());
  }

  private Matcher<E> single(
      Operand<E> subject, FieldReader<E> reader, Operator operator, List<Value> written) {
    if (operator == Operator.EXISTS) {
      return new ValueMatcher.Present<>(reader);
    }
    FieldType type = subject.type();
    return switch (reader) {
      case FieldReader.Text<E> text -> new ValueMatcher.Text<>(text, text(type, operator, written));
      case FieldReader.Time<E> time ->
          new ValueMatcher.Text<>(Texts.of(time), text(type, operator, written));
      case FieldReader.Numeric<E> number ->
          new ValueMatcher.Numeric<>(number, number(type, operator, written));
      case FieldReader.Address<E> address -> {
        Addresses in = values.addresses(written);
        yield new ValueMatcher.Address<>(
            address, operator == Operator.NOT_EQUAL ? outside(in) : in);
      }
      case FieldReader.Flag<E> flag -> {
        Set<Boolean> wanted = values.flags(written);
        boolean negated = operator == Operator.NOT_EQUAL;
        yield new ValueMatcher.Flag<>(
            flag, wanted.contains(true) != negated, wanted.contains(false) != negated);
      }
      case FieldReader.Bytes<E> bytes ->
          new ValueMatcher.Bytes<>(bytes, ByteTests.of(operator, written, problems));
      case ComputedTexts<E> texts -> {
        Predicate<String> test = text(type, operator, written);
        yield operator == Operator.IN ? texts.every(test) : texts.any(test);
      }
      case FieldReader.Texts<E> texts -> {
        Predicate<String> test = text(type, operator, written);
        yield subject.isList() && operator == Operator.IN
            ? new ValueMatcher.EveryText<>(texts, test)
            : new ValueMatcher.AnyText<>(texts, test);
      }
      case FieldReader.Numbers<E> numbers ->
          new ValueMatcher.AnyNumber<>(numbers, number(type, operator, written));
    };
  }

  private Predicate<String> text(FieldType type, Operator operator, List<Value> written) {
    return TextTests.of(operator, written, type, lists, problems);
  }

  private LongPredicate number(FieldType type, Operator operator, List<Value> written) {
    return lists.holdLarge(written)
        ? values.anyNumber(written, type)
        : NumberTests.of(operator, type, values.numbers(written, type));
  }

  private static Predicate<IpAddress> outside(Addresses in) {
    return in instanceof AddressSet set ? new AddressSet.Outside(set) : in.negate();
  }
}
