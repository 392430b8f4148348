package dev.postern.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text forms of {@link IpAddress}; strict on the way in, canonical on the way out. */
final class IpAddressText {

  private static final int GROUPS = 8;

  private IpAddressText() {}

  static @Nullable IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
  }

  /** Character by character: lists hold a million of these. */
  private static @Nullable IpAddress parseV4(String text) {
    int bits = 0;
    int octet = 0;
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (digits == 0 || ++dots > 3) {
          return null;
        }
        bits = bits << 8 | octet;
        octet = 0;
        digits = 0;
      } else if (c < '0' || c > '9' || (digits > 0 && octet == 0)) {
        // Leading zeros are octal to libc and decimal to others: an address two readers disagree on
        // is no address.
        return null;
      } else {
        octet = 10 * octet + c - '0';
        digits++;
        if (octet > 255) {
          return null;
        }
      }
    }
    return dots == 3 && digits > 0 ? IpAddress.v4(bits << 8 | octet) : null;
  }

  private static @Nullable IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = groups(text, true);
      return all != null && all.length == GROUPS ? fromGroups(all) : null;
    }
    int[] head = groups(text.substring(0, gap), false);
    int[] tail = groups(text.substring(gap + 2), true);
    if (head == null || tail == null || head.length + tail.length > GROUPS - 1) {
      return null;
    }
    int[] all = new int[GROUPS];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return fromGroups(all);
  }

  /** The 16-bit groups of a run without "::"; a dotted quad that ends the address is two. */
  private static int @Nullable [] groups(String run, boolean endsAddress) {
    if (run.isEmpty()) {
      return new int[0];
    }
    String[] parts = run.split(":", -1);
    int[] groups = new int[parts.length + 1];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      if (endsAddress && i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        IpAddress quad = parseV4(parts[i]);
        if (quad == null) {
          return null;
        }
        groups[count++] = (int) (quad.low() >>> 16) & 0xffff;
        groups[count++] = (int) quad.low() & 0xffff;
      } else {
        int group = parseNumber(parts[i], 16, 4);
        if (group < 0) {
          return null;
        }
        groups[count++] = group;
      }
    }
    return Arrays.copyOf(groups, count);
  }

  private static IpAddress fromGroups(int[] groups) {
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    return new IpAddress(high, low);
  }

  /** ASCII digits only, between one and {@code maxDigits} of them; -1 otherwise. */
  private static int parseNumber(String text, int radix, int maxDigits) {
    if (text.isEmpty() || text.length() > maxDigits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  static String format(IpAddress address) {
    if (address.isV4()) {
      long bits = address.low();
      return (bits >> 24 & 255)
          + "."
          + (bits >> 16 & 255)
          + "."
          + (bits >> 8 & 255)
          + "."
          + (bits & 255);
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (48 - 16 * (i % 4))) & 0xffff;
    }
    // RFC 5952: the longest run of zero groups, two or more, first of equals, becomes "::".
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
