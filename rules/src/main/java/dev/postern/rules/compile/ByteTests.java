package dev.postern.rules.compile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Problem;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What each operator asks of bytes. */
final class ByteTests {

  private ByteTests() {}

  /**
   * The test for one operator.
   *
   * @param values text, or hexadecimal digits for {@code bcontains} and {@code bstartswith}
   */
  static Predicate<byte[]> of(Operator operator, List<Value> values, Consumer<Problem> problems) {
    if (operator.operand() == Operator.Operand.LIST) {
      List<byte[]> all = values.stream().map(value -> value.text().getBytes(UTF_8)).toList();
      return value -> all.stream().anyMatch(each -> Arrays.equals(each, value));
    }
    boolean hex = operator == Operator.BCONTAINS || operator == Operator.BSTARTSWITH;
    Value value = values.getFirst();
    byte[] bytes = hex ? hex(value, problems) : value.text().getBytes(UTF_8);
    return bytes == null ? any -> false : any -> test(operator, any, bytes);
  }

  /** One comparison of two. */
  static boolean test(Operator operator, byte[] value, byte[] other) {
    return switch (operator) {
      case EQUAL, IN, INTERSECTS -> Arrays.equals(value, other);
      case NOT_EQUAL -> !Arrays.equals(value, other);
      case STARTSWITH, BSTARTSWITH -> isAt(value, 0, other);
      case ENDSWITH -> isAt(value, value.length - other.length, other);
      case CONTAINS, BCONTAINS -> contains(value, other);
      default -> throw new IllegalArgumentException("no operator of bytes: " + operator);
    };
  }

  private static boolean contains(byte[] value, byte[] other) {
    for (int at = 0; at <= value.length - other.length; at++) {
      if (isAt(value, at, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] value, int at, byte[] other) {
    return at >= 0
        && at + other.length <= value.length
        && Arrays.equals(value, at, at + other.length, other, 0, other.length);
  }

  private static byte @Nullable [] hex(Value value, Consumer<Problem> problems) {
    try {
      return HexFormat.of().parseHex(value.text());
    } catch (IllegalArgumentException e) {
      problems.accept(
          new Problem(
              value.at(),
              "'" + value.text() + "' is not pairs of hexadecimal digits",
              "write 6869 for the text hi"));
      return null;
    }
  }
}
