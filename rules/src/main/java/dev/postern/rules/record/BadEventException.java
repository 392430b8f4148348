package dev.postern.rules.record;

import dev.postern.rules.SafeText;

/** Something that is no recorded event. The message is one line and says what to do. */
public final class BadEventException extends Exception {

  public BadEventException(String message) {
    super(SafeText.oneLine(message)); // it may quote what it was given
  }

  /** What is wrong. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
