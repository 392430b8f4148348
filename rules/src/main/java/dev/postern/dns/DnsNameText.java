package dev.postern.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text forms of {@link DnsName}; strict on the way in, unambiguous on the way out. */
final class DnsNameText {

  private static final int HIGHEST_BYTE = 255;

  private DnsNameText() {}

  static String format(byte[] wire) {
    if (wire[0] == 0) {
      return ".";
    }
    StringBuilder text = new StringBuilder(wire.length);
    for (int label = 0; wire[label] != 0; label += wire[label] + 1) {
      if (label > 0) {
        text.append('.');
      }
      for (int i = label + 1; i <= label + wire[label]; i++) {
        append(text, wire[i] & 0xff);
      }
    }
    return text.toString();
  }

  /**
   * Never {@code \.}: whoever looks at how a name ends must not take a dot inside a label for one
   * between two.
   */
  private static void append(StringBuilder text, int b) {
    if (b > ' ' && b < 0x7f && b != '.' && b != '\\') {
      text.append((char) DnsName.lower(b));
    } else {
      text.append('\\').append((char) ('0' + b / 100));
      text.append((char) ('0' + b / 10 % 10)).append((char) ('0' + b % 10));
    }
  }

  static @Nullable DnsName parse(String text) {
    if (text.equals(".")) {
      return DnsName.ROOT;
    }
    byte[] wire = new byte[DnsName.LONGEST];
    int label = 0;
    int end = 1;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '.') {
        if (end == label + 1) {
          return null;
        }
        wire[label] = (byte) (end - label - 1);
        label = end++;
        at++;
        continue;
      }
      int escape = c == '\\' ? escapeLength(text, at) : 1;
      int b = c == '\\' ? escaped(text, at, escape) : c;
      // One byte more must stay for the empty label at the end.
      if (b < 0 || (escape == 1 && (b <= ' ' || b > 0x7e)) || end >= DnsName.LONGEST - 1) {
        return null;
      }
      if (end - label > DnsName.LONGEST_LABEL) {
        return null;
      }
      wire[end++] = (byte) b;
      at += escape;
    }
    if (end > label + 1) {
      wire[label] = (byte) (end - label - 1);
      label = end;
    }
    return label == 0 ? null : new DnsName(Arrays.copyOf(wire, label + 1));
  }

  /** 4 for {@code \DDD}, 2 for {@code \X}. */
  private static int escapeLength(String text, int at) {
    return at + 1 < text.length() && isDigit(text.charAt(at + 1)) ? 4 : 2;
  }

  /** The byte that an escape stands for; -1 when it is none. */
  private static int escaped(String text, int at, int length) {
    if (at + length > text.length()) {
      return -1;
    }
    if (length == 2) {
      return text.charAt(at + 1) < 0x80 ? text.charAt(at + 1) : -1;
    }
    int b = 0;
    for (int i = at + 1; i < at + 4; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      b = 10 * b + text.charAt(i) - '0';
    }
    return b <= HIGHEST_BYTE ? b : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
