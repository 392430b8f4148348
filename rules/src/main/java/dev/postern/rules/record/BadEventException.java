package dev.postern.rules.record;

/** Something that is no recorded event. The message is one line and says what to do. */
public final class BadEventException extends Exception {

  public BadEventException(String message) {
    super(message);
  }

  /** What is wrong. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
