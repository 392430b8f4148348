package dev.postern.policy.read;

import dev.postern.rules.Diagnostic;
import dev.postern.rules.Diagnostics;
import dev.postern.rules.LoadCode;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import dev.postern.rules.source.YamlKeys;
import dev.postern.rules.source.YamlText;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Takes what is wrong with one policy of a file.
 *
 * @param policy what it is called, or null when it has no name
 */
record PolicyProblems(String file, @Nullable String policy, Diagnostics diagnostics)
    implements ProblemSink {

  private static final int LONGEST_QUOTE = 100;

  /** The shape is wrong. */
  @Override
  public void add(Place place, String message, @Nullable String suggestion) {
    invalid(place, LoadCode.LOAD_ERR_YAML_VALIDATE, message, suggestion);
  }

  /** A value is wrong. */
  void value(Place place, String message, @Nullable String suggestion) {
    invalid(place, LoadCode.LOAD_ERR_VALIDATE, message, suggestion);
  }

  /** A key that must be there is not. */
  void missing(YamlKeys keys, String key, @Nullable String suggestion) {
    add(keys.place(), "required key '" + key + "' is missing", suggestion);
  }

  private void invalid(Place place, LoadCode code, String message, @Nullable String suggestion) {
    diagnostics.error(Diagnostic.of(code, place, policy, message, suggestion));
  }

  /** A mapping of the file. */
  YamlKeys keys(Node node, String what) {
    return new YamlKeys(file, node, what, this);
  }

  Place place(Node node) {
    return YamlText.place(file, node.getStartMark());
  }

  /** A text of the file in quotes, cut to what a message can carry. */
  static String quoted(String text) {
    return "'"
        + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…")
        + "'";
  }
}
