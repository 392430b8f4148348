package dev.postern.rules.field;

/** What is special about a field. */
public enum FieldTrait {
  /** Has no one value to show: for conditions, not for outputs. */
  FILTER_ONLY("conditions only"),
  /** For outputs, not for conditions. */
  OUTPUT_ONLY("outputs only"),
  /** Falco advises against it; it loads with a warning. */
  DEPRECATED("deprecated"),
  /** Takes no transformer and compares with no other field, as in Falco. */
  PLAIN("no transformers"),
  /** Postern's own: Falco refuses it. */
  DIALECT("Postern only");

  private final String text;

  FieldTrait(String text) {
    this.text = text;
  }

  /** As the reference page says it. */
  public String text() {
    return text;
  }
}
