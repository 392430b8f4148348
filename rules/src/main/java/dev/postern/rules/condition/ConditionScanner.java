package dev.postern.rules.condition;

import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The characters of a condition, read as the smallest things the grammar knows. */
final class ConditionScanner {

  /** POSIX white space. Between tokens Falco skips other blanks: see {@link #isBlank}. */
  private static final String SPACE = " \t\n\u000b\f\r";

  /** Ends a value without quotes. */
  private static final String BARE_END = SPACE + "(),=\"'";

  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-zA-Z]++|[+-]?[0-9]++[.]?[0-9]*+(?:[eE][+-][0-9]++)?");

  private static final String ARGUMENT_END = SPACE + "[]\"'";

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

  /** Whether the character before the current one is a blank. */
  boolean afterBlank() {
    return at > 0 && isBlank(text.charAt(at - 1));
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

  /** What a number looks like, whether or not it can be read as one; empty when there is none. */
  String takeNumber() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      return "";
    }
    at = number.end();
    return number.group();
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
    try {
      String value = QuotedText.unescape(text, start + 1, end, quote);
      at = end + 1;
      return value;
    } catch (QuotedText.UnknownEscape e) {
      throw error(e.offset(), "unknown escape in a quoted value; write \\\\ for a backslash");
    }
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

  /** A "not" that is repeated: Falco wants POSIX white space after it. */
  boolean takeNot() {
    if (!text.startsWith("not", at)
        || at + 3 >= text.length()
        || SPACE.indexOf(text.charAt(at + 3)) < 0) {
      return false;
    }
    at += 4;
    while (!atEnd() && SPACE.indexOf(peek()) >= 0) {
      at++;
    }
    return true;
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
