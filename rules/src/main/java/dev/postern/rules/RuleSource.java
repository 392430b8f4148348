package dev.postern.rules;

/**
 * One rule file's text.
 *
 * @param name shown in errors
 * @param text YAML
 * @param shipped whether it comes with the product; settings replace the lists of such files only
 */
public record RuleSource(String name, String text, boolean shipped) {

  /** A user's file. */
  public RuleSource(String name, String text) {
    this(name, text, false);
  }
}
