package dev.postern.event;

/** Why a connection attempt came to nothing. */
public enum FailureReason {
  /** The peer said no: ECONNREFUSED. */
  REFUSED("refused"),
  /** Nobody answered: ETIMEDOUT. */
  TIMED_OUT("timed_out"),
  /** Something on the way said no: EHOSTUNREACH, ENETUNREACH. */
  UNREACHABLE("unreachable"),
  /** The process gave up before there was an answer. */
  ABANDONED("abandoned"),
  /** Any other errno. */
  OTHER("other");

  private final String text;

  FailureReason(String text) {
    this.text = text;
  }

  /** As metrics show it. */
  public String text() {
    return text;
  }
}
