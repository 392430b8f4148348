package dev.postern.rules.condition;

import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import org.jspecify.annotations.Nullable;

/** The characters of a condition, read as the smallest things the grammar knows. */
final class ConditionScanner {

  /** Ends a value without quotes. */
  private static final String BARE_END = " \b\t\n\r(),=\"'";

  private static final String ARGUMENT_END = " \b\t\n\r[]\"'";

  private final SourceText source;
  private final String text;
  private int at;

  ConditionScanner(SourceText source) {
    this.source = source;
    this.text = source.value();
  }

  int offset() {
    return at;
  }

  void back(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  boolean skipBlanks() {
    int start = at;
    while (!atEnd() && isBlank(peek())) {
      at++;
    }
    return at > start;
  }

  boolean take(String expected) {
    if (!text.startsWith(expected, at)) {
      return false;
    }
    at += expected.length();
    return true;
  }

  /** Takes a keyword that a blank or an opening parenthesis must follow. */
  boolean takeKeyword(String word) {
    int end = at + word.length();
    if (!text.startsWith(word, at)
        || end >= text.length()
        || !(isBlank(text.charAt(end)) || text.charAt(end) == '(')) {
      return false;
    }
    at = end;
    return true;
  }

  /** Letters, digits and {@code _}, a letter first; empty when there is none. */
  String takeIdentifier() {
    int start = at;
    if (isLetter(peek())) {
      while (isWord(peek())) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  /** Two or more identifiers joined by dots; null, and nothing taken, when there is none. */
  @Nullable String takeFieldName() {
    int start = at;
    int parts = 0;
    while (!takeIdentifier().isEmpty()) {
      parts++;
      int dot = at;
      if (!take(".") || !isLetter(peek())) {
        at = dot;
        break;
      }
    }
    if (parts >= 2) {
      return text.substring(start, at);
    }
    at = start;
    return null;
  }

  /** A value without quotes; empty when there is none. */
  String takeBare() {
    return takeUntil(BARE_END);
  }

  /** What stands in a field's brackets when it isn't quoted; empty when there is nothing. */
  String takeBareArgument() {
    return takeUntil(ARGUMENT_END);
  }

  private String takeUntil(String end) {
    int start = at;
    while (!atEnd() && end.indexOf(peek()) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  boolean atQuote() {
    return peek() == '"' || peek() == '\'';
  }

  /**
   * A quoted value without its quotes. As in Falco, the value ends at the first quote of its kind
   * that has no backslash right before it, even where that backslash is itself escaped.
   */
  String takeQuoted() throws ConditionSyntaxException {
    int start = at;
    char quote = peek();
    int end = start + 1;
    while (end < text.length() && (text.charAt(end) != quote || text.charAt(end - 1) == '\\')) {
      end++;
    }
    if (end >= text.length()) {
      throw error(start, "this quote is never closed");
    }
    String value = unescape(start + 1, end, quote);
    at = end + 1;
    return value;
  }

  private String unescape(int start, int end, char quote) throws ConditionSyntaxException {
    StringBuilder value = new StringBuilder();
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
        case 'x' -> {
          value.append(hexEscape(i, end));
          i += 2;
        }
        default -> {
          if (escaped != quote) {
            throw error(i - 1, "unknown escape in a quoted value; write \\\\ for a backslash");
          }
          value.append(quote);
        }
      }
      i++;
    }
    return value.toString();
  }

  private char hexEscape(int x, int end) throws ConditionSyntaxException {
    int high = x + 2 < end ? Character.digit(text.charAt(x + 1), 16) : -1;
    int low = x + 2 < end ? Character.digit(text.charAt(x + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw error(x - 1, "\\x takes two hexadecimal digits");
    }
    return (char) (high << 4 | low);
  }

  /** What stands at the current place, for messages. */
  String found() {
    if (atEnd()) {
      return "the end of the condition";
    }
    int end = at + 1;
    while (isWord(peek()) && end < text.length() && isWord(text.charAt(end)) && end - at < 40) {
      end++;
    }
    return "'" + text.substring(at, end) + "'";
  }

  ConditionSyntaxException error(int offset, String message) {
    return error(offset, message, null);
  }

  ConditionSyntaxException error(int offset, String message, @Nullable String suggestion) {
    return new ConditionSyntaxException(new Problem(source.position(offset), message, suggestion));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\b';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWord(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
  }
}
