package dev.postern.rules.condition;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers as values write them: whole and decimal, whatever else the grammar lets stand there. */
public final class Numbers {

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,16}");

  private Numbers() {}

  /** The number; null where Falco refuses it too: a fraction, an exponent, hexadecimal digits. */
  public static @Nullable BigInteger whole(String text) {
    return WHOLE.matcher(text).matches() ? new BigInteger(text) : null;
  }

  /** How to write a hexadecimal number, or null. */
  public static @Nullable String inDecimal(String text) {
    return HEX.matcher(text).matches() ? "write " + new BigInteger(text.substring(2), 16) : null;
  }
}
