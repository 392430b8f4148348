package dev.postern.rules.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What one place of a shell pattern stands for. */
sealed interface GlobElement {

  /** What a name between colons in brackets means (POSIX, C locale). */
  Map<String, String> CLASSES =
      Map.ofEntries(
          Map.entry("alpha", "azAZ"),
          Map.entry("digit", "09"),
          Map.entry("alnum", "azAZ09"),
          Map.entry("upper", "AZ"),
          Map.entry("lower", "az"),
          Map.entry("space", "\t\r  "),
          Map.entry("blank", "\t\t  "),
          Map.entry("punct", "!/:@[`{~"),
          Map.entry("print", " ~"),
          Map.entry("graph", "!~"),
          Map.entry("cntrl", "\0\u001f\u007f\u007f"),
          Map.entry("xdigit", "09afAF"));

  /** Any number of characters. */
  record Star() implements GlobElement {
    @Override
    public boolean accepts(char c) {
      return true;
    }
  }

  /** One character, whichever. */
  record Any() implements GlobElement {
    @Override
    public boolean accepts(char c) {
      return true;
    }
  }

  record Literal(char literal) implements GlobElement {
    @Override
    public boolean accepts(char c) {
      return c == literal;
    }
  }

  /**
   * One of some characters.
   *
   * @param ranges pairs, first and last of each
   */
  record Bracket(String ranges, boolean negated) implements GlobElement {
    @Override
    public boolean accepts(char c) {
      for (int i = 0; i < ranges.length(); i += 2) {
        if (c >= ranges.charAt(i) && c <= ranges.charAt(i + 1)) {
          return !negated;
        }
      }
      return negated;
    }
  }

  /** Whether it stands for this one character. */
  boolean accepts(char c);

  default boolean isStar() {
    return this instanceof Star;
  }

  /** The elements of a pattern. */
  static GlobElement[] of(String pattern) {
    List<GlobElement> elements = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int close = c == '[' ? closing(pattern, at) : -1;
      if (close > 0) {
        elements.add(bracket(pattern, at, close));
        at = close;
      } else if (c == '\\' && at + 1 < pattern.length()) {
        elements.add(new Literal(pattern.charAt(++at)));
      } else {
        elements.add(c == '*' ? new Star() : c == '?' ? new Any() : new Literal(c));
      }
      at++;
    }
    return elements.toArray(new GlobElement[0]);
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }

  /** The bracket that closes the one at {@code open}, or -1: then that one is a literal. */
  private static int closing(String pattern, int open) {
    int at = open + 1;
    if (at < pattern.length() && isNegation(pattern.charAt(at))) {
      at++;
    }
    boolean first = true;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == ']' && !first) {
        return at;
      }
      int end = classEnd(pattern, at);
      at = end > 0 ? end : c == '\\' ? at + 2 : at + 1;
      first = false;
    }
    return -1;
  }

  /** Behind {@code [:name:]} when one begins here, or -1. */
  private static int classEnd(String pattern, int at) {
    int end = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
    return end < 0 ? -1 : end + 2;
  }

  private static Bracket bracket(String pattern, int open, int close) {
    boolean negated = isNegation(pattern.charAt(open + 1));
    StringBuilder ranges = new StringBuilder();
    int at = open + (negated ? 2 : 1);
    while (at < close) {
      int end = classEnd(pattern, at);
      if (end > 0) {
        ranges.append(CLASSES.getOrDefault(pattern.substring(at + 2, end - 2), ""));
        at = end;
        continue;
      }
      at += pattern.charAt(at) == '\\' ? 1 : 0;
      char first = pattern.charAt(at++);
      char last = first;
      if (at + 1 < close && pattern.charAt(at) == '-') {
        at += pattern.charAt(at + 1) == '\\' ? 2 : 1;
        last = pattern.charAt(at++);
      }
      ranges.append(first).append(last);
    }
    return new Bracket(ranges.toString(), negated);
  }
}
