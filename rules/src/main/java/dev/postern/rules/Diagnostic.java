package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.Snippet;
import dev.postern.rules.source.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * One thing a load has to say.
 *
 * @param code its kind
 * @param file the file's name
 * @param line 1-based; 0 when the file itself is the place
 * @param column 1-based, in characters; 0 when the file itself is the place
 * @param rule the rule, or the policy, it was met in, or null
 * @param message one line
 * @param suggestion what to write instead, or null
 * @param snippet the line it is about, or null when there is none to show
 */
public record Diagnostic(
    LoadCode code,
    String file,
    int line,
    int column,
    @Nullable String rule,
    String message,
    @Nullable String suggestion,
    @Nullable Snippet snippet) {

  private static final int LONGEST = 1_000;

  /** At a place, without a snippet; whatever it quotes becomes one line. */
  public static Diagnostic of(
      LoadCode code,
      Place place,
      @Nullable String rule,
      String message,
      @Nullable String suggestion) {
    return new Diagnostic(
        code,
        place.file(),
        place.line(),
        place.column(),
        rule,
        line(message),
        suggestion == null ? null : line(suggestion),
        null);
  }

  /** Whatever it quotes of a file, it is one line that can be read. */
  private static String line(String text) {
    return SafeText.oneLine(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }

  static Diagnostic of(LoadCode code, @Nullable String rule, Problem problem) {
    return of(code, problem.at().place(), rule, problem.message(), problem.suggestion());
  }

  /** The same with its line of that text. */
  Diagnostic in(SourceLines text) {
    Snippet shown = text.snippet(new Place(file, line, column)).orElse(null);
    return new Diagnostic(code, file, line, column, rule, message, suggestion, shown);
  }

  /** {@code file:line:column: message (suggestion)}, one line. */
  @Override
  public String toString() {
    String text = SafeText.oneLine(new Place(file, line, column) + ": " + message);
    return suggestion == null ? text : text + " (" + suggestion + ")";
  }
}
