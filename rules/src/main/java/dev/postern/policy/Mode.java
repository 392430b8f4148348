package dev.postern.policy;

/** What comes of a refusal; in order of strictness. */
public enum Mode {
  /** Nothing is refused: what is talked to is collected. */
  LEARN("Learn"),
  /** Nothing is refused, but what would be is told. */
  AUDIT("Audit"),
  ENFORCE("Enforce");

  private final String text;

  Mode(String text) {
    this.text = text;
  }

  /** As policies write it. */
  public String text() {
    return text;
  }

  public boolean isStricterThan(Mode other) {
    return compareTo(other) > 0;
  }
}
