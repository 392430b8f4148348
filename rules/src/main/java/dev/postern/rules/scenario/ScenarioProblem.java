package dev.postern.rules.scenario;

import dev.postern.rules.SafeText;
import dev.postern.rules.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a file of scenarios, or an expectation that was not met.
 *
 * @param message one line
 */
public record ScenarioProblem(Place place, String message) {

  static ScenarioProblem of(Place place, String message, @Nullable String suggestion) {
    return new ScenarioProblem(
        place, SafeText.oneLine(suggestion == null ? message : message + " (" + suggestion + ")"));
  }

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
