package dev.postern.rules.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions of Falco 0.44: RE2 in POSIX syntax, which knows neither {@code \d} and
 * its kin nor {@code (?…)}. What it refuses is refused here too, so that a rule means the same in
 * both. RE2 takes time proportional to the text.
 */
final class PosixRegex {

  private PosixRegex() {}

  /** What is wrong with {@code regex}, or null when nothing is. */
  static @Nullable String problem(String regex) {
    boolean inClass = false;
    boolean escaped = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (escaped) {
        escaped = false;
        if (isClassEscape(c)) {
          return "\\" + c + " is not part of POSIX syntax";
        }
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (c == '(' && !inClass && regex.startsWith("(?", i)) {
        return "(? is not part of POSIX syntax";
      }
    }
    try {
      Pattern.compile(regex);
      return null;
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
  }

  private static boolean isClassEscape(char c) {
    return "dDsSwWbBpPAzQEC".indexOf(c) >= 0;
  }
}
