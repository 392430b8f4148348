package dev.postern.rules.compile;

import dev.postern.rules.source.AsciiCase;
import java.util.function.Predicate;

/**
 * A shell pattern as {@code fnmatch(3)} without flags reads it: {@code *} (also across slashes),
 * {@code ?}, {@code [a-z]}, {@code [!a-z]}, {@code [[:digit:]]} and a backslash before a literal.
 * Runs in time proportional to pattern times text, whatever the pattern, and allocates nothing.
 */
final class Glob implements Predicate<String> {

  private final GlobElement[] elements;
  private final boolean ignoreCase;

  /**
   * @param pattern as written
   * @param ignoreCase compares ASCII letters without case
   */
  Glob(String pattern, boolean ignoreCase) {
    this.elements = GlobElement.of(ignoreCase ? AsciiCase.lower(pattern) : pattern);
    this.ignoreCase = ignoreCase;
  }

  @Override
  public boolean test(String value) {
    return test(value, 0, value.length());
  }

  /** Whether the pattern fits a part of a text. */
  boolean test(String text, int start, int end) {
    int p = 0;
    int t = start;
    int starAt = -1;
    int starText = start;
    while (t < end) {
      char c = ignoreCase ? AsciiCase.lower(text.charAt(t)) : text.charAt(t);
      if (p < elements.length && elements[p].isStar()) {
        starAt = p++;
        starText = t;
      } else if (p < elements.length && elements[p].accepts(c)) {
        p++;
        t++;
      } else if (starAt >= 0) {
        // Only the last star needs a second try: an earlier one could not match less.
        p = starAt + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < elements.length && elements[p].isStar()) {
      p++;
    }
    return p == elements.length;
  }
}
