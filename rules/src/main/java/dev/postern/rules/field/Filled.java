package dev.postern.rules.field;

/** Whether this sensor's events have a field. */
public enum Filled {
  YES("yes"),
  /** A part that is not built yet will fill it; until then it is absent. */
  LATER("later"),
  /** Known to Falco only: loads, and is always absent. */
  NEVER("never");

  private final String text;

  Filled(String text) {
    this.text = text;
  }

  /** As the reference page says it. */
  public String text() {
    return text;
  }
}
