package dev.postern.rules.compile;

import dev.postern.rules.condition.Operator;
import dev.postern.rules.field.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What each operator asks of a number. */
public final class NumberTests {

  private NumberTests() {}

  /**
   * A comparison with one number.
   *
   * @param operator {@code = != < <= > >=}
   */
  public record Compare(Operator operator, long number) implements LongPredicate {
    @Override
    public boolean test(long value) {
      return switch (operator) {
        case EQUAL -> value == number;
        case NOT_EQUAL -> value != number;
        case LESS -> value < number;
        case LESS_OR_EQUAL -> value <= number;
        case GREATER -> value > number;
        case GREATER_OR_EQUAL -> value >= number;
        default -> throw new IllegalStateException("no number operator: " + operator);
      };
    }
  }

  /** One of several. */
  public static final class OneOf implements LongPredicate {

    private final long[] sorted;

    OneOf(long[] numbers) {
      sorted = LongStream.of(numbers).sorted().distinct().toArray();
    }

    /** In order, each once. */
    public List<Long> numbers() {
      return LongStream.of(sorted).boxed().toList();
    }

    @Override
    public boolean test(long value) {
      return Arrays.binarySearch(sorted, value) >= 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OneOf that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sorted);
    }
  }

  /** A comparison of 64 bits without a sign with a number that needs the highest of them. */
  private record CompareUnsigned(Operator operator, long number) implements LongPredicate {
    @Override
    public boolean test(long value) {
      return NumberTests.test(operator, Long.compareUnsigned(value, number));
    }
  }

  /** Whether an operator accepts what comparing two numbers gave. */
  static boolean test(Operator operator, int compared) {
    return switch (operator) {
      case EQUAL, IN, INTERSECTS -> compared == 0;
      case NOT_EQUAL -> compared != 0;
      case LESS -> compared < 0;
      case LESS_OR_EQUAL -> compared <= 0;
      case GREATER -> compared > 0;
      case GREATER_OR_EQUAL -> compared >= 0;
      default -> throw new IllegalArgumentException("no number operator: " + operator);
    };
  }

  /**
   * The test for one operator.
   *
   * @param type what is compared
   * @param numbers any number of them for a list; otherwise one, or none when it was a problem
   */
  static LongPredicate of(Operator operator, FieldType type, long[] numbers) {
    if (operator.operand() == Operator.Operand.LIST || numbers.length == 0) {
      return new OneOf(numbers);
    }
    return type.kind() == FieldType.Kind.UNSIGNED && numbers[0] < 0
        ? new CompareUnsigned(operator, numbers[0])
        : new Compare(operator, numbers[0]);
  }
}
