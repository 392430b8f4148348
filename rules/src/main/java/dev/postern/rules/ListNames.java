package dev.postern.rules;

import dev.postern.rules.source.SourceText;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of lists in conditions. Falco writes a list's items into the text wherever its name stands
 * between blanks, parentheses, commas and equals signs, so that even a name that is no single value
 * can be used, which it warns about.
 */
final class ListNames {

  private static final Pattern PLAIN = Pattern.compile("[^()\"'\\s=,]+");

  /** Stands for a character that a value can't have. */
  private static final char STAND_IN = '\ue000';

  /** Each is looked for in every condition. */
  private static final int STRANGE_LIMIT = 100;

  private static final String DELIMITERS = " \t\n\r(),=";

  private final List<String> strange;

  ListNames(Collection<String> names) {
    strange = names.stream().filter(name -> !isPlain(name)).limit(STRANGE_LIMIT).toList();
  }

  /** Whether a name can stand in a condition as it is. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /** The name as {@link #spell} writes it: a value, of the same length. */
  static String spelled(String name) {
    StringBuilder spelled = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      if (!isPlain(name.substring(i, i + 1))) {
        spelled.setCharAt(i, STAND_IN);
      }
    }
    return spelled.toString();
  }

  /** A condition whose strange names are values, each character where it was. */
  SourceText spell(SourceText condition) {
    if (strange.isEmpty()) {
      return condition;
    }
    StringBuilder text = new StringBuilder(condition.value());
    for (String name : strange) {
      int at = text.indexOf(name);
      while (at >= 0) {
        int end = at + name.length();
        if (isDelimiter(text, at - 1) && isDelimiter(text, end)) {
          text.replace(at, end, spelled(name));
        }
        at = text.indexOf(name, end);
      }
    }
    return condition.spelled(text.toString());
  }

  private static boolean isDelimiter(CharSequence text, int at) {
    return at < 0 || at >= text.length() || DELIMITERS.indexOf(text.charAt(at)) >= 0;
  }
}
