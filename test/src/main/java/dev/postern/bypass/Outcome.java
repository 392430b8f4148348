package dev.postern.bypass;

/**
 * What came of an attempt.
 *
 * @param kind in a word
 * @param detail the packet that leaked, what the tester was told, or why it could not run
 */
public record Outcome(Kind kind, String detail) {

  /** In a word. */
  public enum Kind {
    /** A packet came out that must not. */
    LEAKED,
    /** Nothing came out, and the tester was told so. */
    REFUSED,
    /** Nothing came out, and the tester was not told. */
    DROPPED,
    /** The kernel lacks what it is about. */
    NOT_RUNNABLE
  }

  static Outcome of(Ending ending) {
    if (ending.isUnsupported()) {
      return new Outcome(Kind.NOT_RUNNABLE, ending.reason());
    }
    if (ending.wasCarriedOut() || ending.wasSilence()) {
      return new Outcome(Kind.DROPPED, ending.wasSilence() ? ending.reason() : "");
    }
    return new Outcome(Kind.REFUSED, ending.reason());
  }

  /** A few words for a cell of the table. */
  String cell() {
    return switch (kind) {
      case LEAKED -> "leaks";
      case REFUSED -> "refused";
      case DROPPED -> "dropped";
      case NOT_RUNNABLE -> "not runnable";
    };
  }
}
