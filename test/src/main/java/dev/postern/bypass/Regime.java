package dev.postern.bypass;

/** What is in force while a route is tried. */
public enum Regime {
  /** Nothing: here every route must lead out, or it proves nothing. */
  NONE("without policy"),
  /** A policy with an empty list of what it allows. */
  DENY_ALL("deny all"),
  /** One destination at one port, by TCP and UDP. */
  ALLOWLIST("allowlist"),
  /** The same destination, from one executable. */
  EXECUTABLE("by executable"),
  /** A name, and every name below another, at the same port. */
  NAMES("by name");

  private final String text;

  Regime(String text) {
    this.text = text;
  }

  /** As the table names it. */
  public String text() {
    return text;
  }
}
