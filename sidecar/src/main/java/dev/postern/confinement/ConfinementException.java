package dev.postern.confinement;

import org.jspecify.annotations.Nullable;

/** A command cannot be confined as asked, found out before it was started. One line. */
public final class ConfinementException extends Exception {

  private final @Nullable String option;

  ConfinementException(String message) {
    this(null, message);
  }

  private ConfinementException(@Nullable String option, String message) {
    super(message);
    this.option = option;
  }

  static ConfinementException refused(String option, String message) {
    return new ConfinementException(option, option + ": " + message);
  }

  /** The option whose value makes no sense, or null when it is something else. */
  public @Nullable String option() {
    return option;
  }
}
