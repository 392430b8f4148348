package dev.postern.abi;

/** The probe's object does not hold what this reader needs; the message says what and where. */
public final class LayoutMismatch extends RuntimeException {
  public LayoutMismatch(String message) {
    super(message);
  }
}
