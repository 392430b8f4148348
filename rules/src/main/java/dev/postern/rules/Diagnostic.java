package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One thing a load has to say.
 *
 * @param code its kind
 * @param file the file's name
 * @param line 1-based; 0 when the file itself is the place
 * @param column 1-based, in characters; 0 when the file itself is the place
 * @param rule the rule it was met in, or null
 * @param message one line
 * @param suggestion what to write instead, or null
 */
public record Diagnostic(
    LoadCode code,
    String file,
    int line,
    int column,
    @Nullable String rule,
    String message,
    @Nullable String suggestion) {

  static Diagnostic of(
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
        SafeText.oneLine(message),
        suggestion == null ? null : SafeText.oneLine(suggestion));
  }

  static Diagnostic of(LoadCode code, @Nullable String rule, Problem problem) {
    return of(code, problem.at().place(), rule, problem.message(), problem.suggestion());
  }

  /** {@code file:line:column: message (suggestion)}, one line. */
  @Override
  public String toString() {
    String text = new Place(file, line, column) + ": " + message;
    return suggestion == null ? text : text + " (" + suggestion + ")";
  }
}
