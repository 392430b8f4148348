package dev.postern.rules.source;

import java.util.List;

/**
 * A line of a file and a caret under one of its characters, for people.
 *
 * @param line safe for a terminal, tabs as blanks, a long one cut around the caret
 * @param caret blanks, then {@code ^} under the character
 */
public record Snippet(String line, String caret) {

  /** Columns of a terminal that a line takes at most, what stands for its cut ends aside. */
  static final int WIDTH = 100;

  private static final int BEFORE_CARET = 60;
  private static final int TAB = 4;
  private static final String CUT = "…";

  /**
   * Shows a line around one of its characters.
   *
   * @param line without its end
   * @param at the character's index, in UTF-16 units; the line's length means its end
   */
  static Snippet of(String line, int at) {
    int[] before = line.substring(0, at).codePoints().toArray();
    int[] after = line.substring(at).codePoints().toArray();
    int from = before.length;
    int width = 0;
    while (from > 0 && width + width(before[from - 1]) <= BEFORE_CARET) {
      width += width(before[--from]);
    }
    int caret = width;
    int to = 0;
    while (to < after.length && width + width(after[to]) <= WIDTH) {
      width += width(after[to++]);
    }
    StringBuilder shown = new StringBuilder(from > 0 ? CUT : "");
    for (int i = from; i < before.length; i++) {
      append(shown, before[i]);
    }
    for (int i = 0; i < to; i++) {
      append(shown, after[i]);
    }
    shown.append(to < after.length ? CUT : "");
    return new Snippet(shown.toString(), " ".repeat(caret + (from > 0 ? 1 : 0)) + "^");
  }

  /** The two lines, each indented. */
  public List<String> lines() {
    return List.of("    " + line, "    " + caret);
  }

  private static void append(StringBuilder shown, int character) {
    if (character == '\t') {
      shown.repeat(' ', TAB);
    } else {
      shown.appendCodePoint(isUnsafe(character) ? 0xfffd : character);
    }
  }

  /** What would steer a terminal or reorder what it shows. */
  private static boolean isUnsafe(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Columns a terminal gives a character: two for most of East Asia and for pictures. */
  private static int width(int character) {
    if (character == '\t') {
      return TAB;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (character >= 0x1100 && character <= 0x115f)
            || (character >= 0x2e80 && character <= 0xa4cf)
            || (character >= 0xac00 && character <= 0xd7a3)
            || (character >= 0xf900 && character <= 0xfaff)
            || (character >= 0xfe30 && character <= 0xfe6f)
            || (character >= 0xff00 && character <= 0xff60)
            || (character >= 0xffe0 && character <= 0xffe6)
            || (character >= 0x1f300 && character <= 0x1faff)
            || (character >= 0x20000 && character <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
