package dev.postern.rules;

/**
 * Text from outside made safe for a line of output: a process chooses its own name and arguments,
 * and must not be able to forge a second alert or to redraw a terminal.
 */
public final class SafeText {

  private static final char REPLACEMENT = '\ufffd';

  private SafeText() {}

  /** {@code text} without line ends, control characters and characters that reorder others. */
  public static String oneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUnsafe(text, i)) {
        StringBuilder safe = new StringBuilder(text.length() + 8).append(text, 0, i);
        for (int j = i; j < text.length(); j++) {
          append(safe, text, j);
        }
        return safe.toString();
      }
    }
    return text;
  }

  private static void append(StringBuilder safe, String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> safe.append(isUnsafe(text, at) ? REPLACEMENT : c);
    }
  }

  private static boolean isUnsafe(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x7f) {
      return c < ' ';
    }
    if (Character.isSurrogate(c)) {
      boolean first = Character.isHighSurrogate(c);
      int other = first ? at + 1 : at - 1;
      return other < 0
          || other >= text.length()
          || (first
              ? !Character.isLowSurrogate(text.charAt(other))
              : !Character.isHighSurrogate(text.charAt(other)));
    }
    return c <= 0x9f
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\ufeff';
  }
}
