package dev.postern.rules.compile;

import dev.postern.event.IpAddress;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what two operands of one type hold at the moment. Absent on one side is false. */
final class FieldComparison {

  private FieldComparison() {}

  /**
   * The comparison.
   *
   * @param operator one that fits the type, and neither {@code regex} nor {@code pmatch}
   */
  static <E> Matcher<E> of(Operand<E> left, Operator operator, Operand<E> right) {
    return switch (left.reader()) {
      case FieldReader.Texts<E> list ->
          lists(list, operator, (FieldReader.Texts<E>) right.reader());
      case FieldReader.Text<E> text -> texts(text, operator, Texts.of(right));
      case FieldReader.Time<E> time -> texts(Texts.of(time), operator, Texts.of(right));
      case FieldReader.Numeric<E> number ->
          numbers(number, left.type(), operator, (FieldReader.Numeric<E>) right.reader());
      case FieldReader.Address<E> one -> {
        FieldReader.Address<E> other = (FieldReader.Address<E>) right.reader();
        yield event -> {
          IpAddress value = one.read(event);
          IpAddress with = other.read(event);
          return value != null && with != null && differs(operator) != value.equals(with);
        };
      }
      case FieldReader.Flag<E> one -> {
        FieldReader.Flag<E> other = (FieldReader.Flag<E>) right.reader();
        yield event -> {
          Boolean value = one.read(event);
          Boolean with = other.read(event);
          return value != null && with != null && differs(operator) != value.equals(with);
        };
      }
      case FieldReader.Bytes<E> one -> {
        FieldReader.Bytes<E> other = (FieldReader.Bytes<E>) right.reader();
        yield event -> {
          byte[] value = one.read(event);
          byte[] with = other.read(event);
          return value != null && with != null && ByteTests.test(operator, value, with);
        };
      }
      case FieldReader.Numbers<E> numbers ->
          throw new IllegalArgumentException("compares with written values only: " + left.text());
    };
  }

  private static boolean differs(Operator operator) {
    return operator == Operator.NOT_EQUAL;
  }

  private static <E> Matcher<E> texts(
      FieldReader.Text<E> one, Operator operator, FieldReader.Text<E> other) {
    return event -> {
      String value = one.read(event);
      String with = value == null ? null : other.read(event);
      return value != null && with != null && TextTests.test(operator, value, with);
    };
  }

  private static <E> Matcher<E> numbers(
      FieldReader.Numeric<E> one, FieldType type, Operator operator, FieldReader.Numeric<E> other) {
    boolean unsigned = type.kind() == FieldType.Kind.UNSIGNED;
    return event -> {
      long value = one.read(event);
      long with = other.read(event);
      return value != FieldReader.Numeric.ABSENT
          && with != FieldReader.Numeric.ABSENT
          && NumberTests.test(
              operator, unsigned ? Long.compareUnsigned(value, with) : Long.compare(value, with));
    };
  }

  private static <E> Matcher<E> lists(
      FieldReader.Texts<E> one, Operator operator, FieldReader.Texts<E> other) {
    return event -> {
      List<String> values = ComputedTexts.list(one, event);
      List<String> with = values == null ? null : ComputedTexts.list(other, event);
      if (values == null || with == null) {
        return false;
      }
      Set<String> set = new HashSet<>(with);
      return operator == Operator.IN
          ? values.stream().allMatch(set::contains)
          : values.stream().anyMatch(set::contains);
    };
  }
}
