package dev.postern.rules.condition;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as conditions write them. */
public final class Numbers {

  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,40}[.]?[0-9]{0,40}([eE][+-]?[0-9]{1,9})?");

  private Numbers() {}

  static boolean isNumber(String text) {
    return HEX.matcher(text).matches() || DECIMAL.matcher(text).matches();
  }

  /** The value of a whole number that fits 64 bits; empty for anything else. */
  public static OptionalLong whole(String text) {
    if (HEX.matcher(text).matches()) {
      return OptionalLong.of(Long.parseUnsignedLong(text.substring(2), 16));
    }
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    BigDecimal number = new BigDecimal(text);
    // Asked before converting, because an exponent can name a number too long to write down.
    if (number.signum() == 0) {
      return OptionalLong.of(0);
    }
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits > 19 || integerDigits < 1) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(number.longValueExact());
    } catch (ArithmeticException e) {
      // A fraction, or just over 64 bits.
      return OptionalLong.empty();
    }
  }
}
