package dev.postern.rules.compile;

import dev.postern.rules.condition.Numbers;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.list.NumberReading;
import java.math.BigInteger;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts as numbers of a field's type, as the bits that its events have. As in Falco, a
 * negative number stands for its two's complement where there is no sign.
 */
record NumbersOfType(FieldType type) implements NumberReading {

  private static final int MAX_PORT = 0xffff;

  @Override
  public OptionalLong number(String text) {
    Integer service = type == FieldType.PORT ? ServiceNames.port(text) : null;
    if (service != null) {
      return OptionalLong.of(service);
    }
    BigInteger number = Numbers.whole(text);
    if (number == null || outside(number) != null) {
      return OptionalLong.empty();
    }
    long bits = number.longValue();
    boolean wraps = type.kind() == FieldType.Kind.UNSIGNED && type.bits() < Long.SIZE;
    return OptionalLong.of(wraps ? bits & ((1L << type.bits()) - 1) : bits);
  }

  @Override
  public String problem(String text) {
    BigInteger number = Numbers.whole(text);
    String outside = number == null ? null : outside(number);
    if (outside != null) {
      return outside;
    }
    return type == FieldType.PORT
        ? "is not a port, the name of a service or the name of a list"
        : "is not a whole decimal number";
  }

  /** What is wrong with a number that the type can't hold; null when it can. */
  private @Nullable String outside(BigInteger number) {
    if (type == FieldType.PORT) {
      return number.signum() < 0 || number.bitLength() > type.bits()
          ? "is not a port: ports go from 0 to " + MAX_PORT
          : null;
    }
    boolean signed = type.kind() == FieldType.Kind.SIGNED || number.signum() < 0;
    return number.bitLength() > type.bits() - (signed ? 1 : 0)
        ? "does not fit " + type.bits() + " bits"
        : null;
  }
}
