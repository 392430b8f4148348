package dev.postern.rules.condition;

/** The escapes of quoted values: \b \f \n \r \t \\ \/ and the quote itself. */
final class QuotedText {

  /** An escape that Falco does not know. */
  static final class UnknownEscape extends Exception {

    private final int offset;

    UnknownEscape(int offset) {
      this.offset = offset;
    }

    /** Where its backslash is. */
    int offset() {
      return offset;
    }
  }

  private QuotedText() {}

  /**
   * The value of a part of a text.
   *
   * @param start after the opening quote
   * @param end the closing quote
   */
  static String unescape(String text, int start, int end, char quote) throws UnknownEscape {
    StringBuilder value = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      char c = text.charAt(i++);
      if (c != '\\') {
        value.append(c);
        continue;
      }
      char escaped = i < end ? text.charAt(i) : '\0';
      switch (escaped) {
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        // Falco reads a backslash before a blank as a backslash alone.
        case ' ', '\\' -> value.append('\\');
        case '/' -> value.append('/');
        default -> {
          if (escaped != quote) {
            throw new UnknownEscape(i - 1);
          }
          value.append(quote);
        }
      }
      i++;
    }
    return value.toString();
  }
}
