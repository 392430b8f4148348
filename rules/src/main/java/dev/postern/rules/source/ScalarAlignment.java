package dev.postern.rules.source;

/**
 * Finds a character of a YAML scalar's value in the text the scalar was written as.
 *
 * <p>YAML changes only blanks (folding, indentation, line ends) and, in quotes, escapes. So the
 * n-th character of the value that is not blank is the n-th non-blank of the raw text, escapes
 * counted as one.
 */
record ScalarAlignment(String value, String raw, ScalarStyle style) {

  /**
   * The index in {@link #raw()} of a character of the value. A blank is found just after the
   * non-blank before it; an offset past the end is the end of the last non-blank.
   */
  int rawIndex(int offset) {
    int at = contentStart();
    int i = 0;
    while (i < value.length() && i <= offset) {
      char c = value.charAt(i);
      if (!isBlank(c)) {
        at = skipBlanks(at);
        if (i == offset) {
          return Math.min(at, raw.length());
        }
        int width = width(at);
        at += width;
        // One escape can stand for two UTF-16 units.
        i += width > 2 && Character.isHighSurrogate(c) ? 1 : 0;
      }
      i++;
    }
    return Math.min(at, raw.length());
  }

  private int contentStart() {
    return switch (style) {
      case PLAIN -> 0;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> 1;
      case BLOCK -> raw.indexOf('\n') + 1;
    };
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < raw.length()) {
      if (isBlank(raw.charAt(at))) {
        at++;
      } else if (isBlankEscape(at)) {
        at += 2;
      } else {
        return at;
      }
    }
    return at;
  }

  /** An escaped blank, or a backslash that joins two lines. */
  private boolean isBlankEscape(int at) {
    return style == ScalarStyle.DOUBLE_QUOTED
        && raw.charAt(at) == '\\'
        && at + 1 < raw.length()
        && "ntrNLP_ \t\n".indexOf(raw.charAt(at + 1)) >= 0;
  }

  /** How many characters of the raw text one character of the value takes at {@code at}. */
  private int width(int at) {
    if (at + 1 >= raw.length()) {
      return 1;
    }
    if (style == ScalarStyle.SINGLE_QUOTED) {
      return raw.charAt(at) == '\'' ? 2 : 1;
    }
    if (style != ScalarStyle.DOUBLE_QUOTED || raw.charAt(at) != '\\') {
      return 1;
    }
    return switch (raw.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }
}
