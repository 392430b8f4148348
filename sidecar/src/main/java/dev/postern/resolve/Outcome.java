package dev.postern.resolve;

/** What became of a query. */
public enum Outcome {
  /** A resolver answered, and its answer was given out. */
  ANSWERED("answered"),
  /** Its name is in no policy. */
  REFUSED("refused"),
  /** The answer leads where the name may not lead. */
  INADMISSIBLE("inadmissible"),
  /** No resolver answered, or the answer could not be bound. */
  FAILED("failed"),
  /** Too many others were waiting. */
  OVERLOADED("overloaded"),
  /** No query, or one of a kind that is not forwarded. */
  MALFORMED("malformed");

  private final String text;

  Outcome(String text) {
    this.text = text;
  }

  /** Lower case, for a metric's label. */
  public String text() {
    return text;
  }
}
