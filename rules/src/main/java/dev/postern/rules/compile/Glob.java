package dev.postern.rules.compile;

import java.util.function.Predicate;

/**
 * A shell pattern as {@code fnmatch(3)} without flags reads it: {@code *} (also across slashes),
 * {@code ?}, {@code [a-z]}, {@code [!a-z]} and a backslash before a literal. Runs in time
 * proportional to pattern times text, whatever the pattern.
 *
 * @param pattern as written
 * @param ignoreCase compares without case
 */
record Glob(String pattern, boolean ignoreCase) implements Predicate<String> {

  Glob {
    pattern = ignoreCase ? TextFold.fold(pattern) : pattern;
  }

  @Override
  public boolean test(String value) {
    String text = ignoreCase ? TextFold.fold(value) : value;
    int p = 0;
    int t = 0;
    int starAt = -1;
    int starText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = p++;
        starText = t;
        continue;
      }
      int next = p < pattern.length() ? step(p, text.charAt(t)) : -1;
      if (next >= 0) {
        p = next;
        t++;
      } else if (starAt >= 0) {
        // Only the last star needs a second try: an earlier one could not match less.
        p = starAt + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The index after the pattern element at {@code p} when it accepts {@code c}, else -1. */
  private int step(int p, char c) {
    char element = pattern.charAt(p);
    if (element == '?') {
      return p + 1;
    }
    if (element == '[') {
      int end = classEnd(p);
      if (end > 0) {
        return classHas(p, end, c) ? end + 1 : -1;
      }
    }
    if (element == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return element == c ? p + 1 : -1;
  }

  /** The closing bracket of the class that opens at {@code p}, or -1: then '[' is a literal. */
  private int classEnd(int p) {
    int first = p + 1;
    if (first < pattern.length() && isNegation(pattern.charAt(first))) {
      first++;
    }
    return pattern.indexOf(']', first + 1);
  }

  private boolean classHas(int p, int end, char c) {
    boolean negated = isNegation(pattern.charAt(p + 1));
    boolean found = false;
    int i = p + (negated ? 2 : 1);
    while (i < end) {
      boolean range = i + 2 < end && pattern.charAt(i + 1) == '-';
      char last = pattern.charAt(range ? i + 2 : i);
      found |= c >= pattern.charAt(i) && c <= last;
      i += range ? 3 : 1;
    }
    return found != negated;
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }
}
