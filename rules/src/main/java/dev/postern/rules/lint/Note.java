package dev.postern.rules.lint;

import dev.postern.rules.SafeText;
import dev.postern.rules.source.Place;
import org.jspecify.annotations.Nullable;

/**
 * One piece of advice on a rule file.
 *
 * @param kind its kind
 * @param place where
 * @param rule the rule it is about, or null
 * @param message what is the matter, one line
 * @param suggestion what to write instead, or null
 * @param edit what would make it so, or null when that takes a human
 */
public record Note(
    NoteKind kind,
    Place place,
    @Nullable String rule,
    String message,
    @Nullable String suggestion,
    @Nullable Edit edit) {

  /** {@code file:line:column: message (suggestion) [kind, in rule 'name']}, one line. */
  @Override
  public String toString() {
    String advice = suggestion == null ? "" : " (" + suggestion + ")";
    String where = rule == null ? "" : ", in rule '" + SafeText.oneLine(rule) + "'";
    return place + ": " + message + advice + " [" + kind.text() + where + "]";
  }
}
