package dev.postern.rules.condition;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be made of values before they are compared (Falco 0.44). */
public enum Transformer {
  TOLOWER,
  TOUPPER,
  /** Decodes Base64. */
  B64,
  /** What follows a path's last slash. */
  BASENAME,
  /** Of a list, how many values it has; otherwise, how many bytes. */
  LEN,
  /** A list's values with a separator between them. */
  JOIN,
  /** Two or more values, one after the other. */
  CONCAT,
  /** The options among a list of arguments, as {@code getopt(3)} finds them. */
  GETOPT,
  /** Nothing: what it is given is a field, not a text. Only to the right of an operator. */
  VAL;

  private static final List<String> NAMES = Stream.of(values()).map(Transformer::text).toList();

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** As it is written, without its parenthesis. */
  public String text() {
    return text;
  }

  public static @Nullable Transformer ofWord(String word) {
    int index = NAMES.indexOf(word);
    return index < 0 ? null : values()[index];
  }
}
