package dev.postern.policy.read;

import dev.postern.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * IPv4 addresses as inet_aton(3) reads them and few others: one to four parts, each decimal, octal
 * ({@code 0177}) or hexadecimal ({@code 0x7f}). Read only to say what was probably meant.
 */
final class OddAddress {

  private static final int LONGEST = 64;
  private static final int PARTS = 4;

  private OddAddress() {}

  /** The address that libc would connect to; null when it would not. */
  static @Nullable IpAddress parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length > PARTS) {
      return null;
    }
    long bits = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      long limit = last ? 1L << (8 * (PARTS + 1 - parts.length)) : 256;
      long part = number(parts[i]);
      if (part < 0 || part >= limit) {
        return null;
      }
      bits = last ? bits << (8 * (PARTS + 1 - parts.length)) | part : bits << 8 | part;
    }
    return IpAddress.v4((int) bits);
  }

  /** The network that a short decimal form such as {@code 10} or {@code 192.168} stands for. */
  static @Nullable IpAddress padded(String text) {
    return text.length() <= LONGEST && text.matches("[1-9][0-9]*(\\.[0-9]+){0,2}")
        ? IpAddress.parse(text + ".0".repeat(PARTS - text.split("\\.", -1).length))
        : null;
  }

  /**
   * Whether a name can only be an address: no top-level domain is a number (RFC 3696 section 2).
   */
  static boolean endsInNumber(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1);
    return !last.isEmpty() && (last.matches("[0-9]+") || last.matches("0[xX][0-9a-fA-F]*"));
  }

  private static long number(String part) {
    boolean hexadecimal = part.startsWith("0x") || part.startsWith("0X");
    boolean octal = !hexadecimal && part.length() > 1 && part.startsWith("0");
    String digits = hexadecimal ? part.substring(2) : part;
    int radix = hexadecimal ? 16 : octal ? 8 : 10;
    if (digits.isEmpty() || digits.length() > 12) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 0x80 ? Character.digit(digits.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }
}
