package dev.postern.policy;

/** Why a verdict is what it is. */
public enum Reason {
  ALLOWED_BY_ENTRY("an entry allows it"),
  /** No policy selects the workload. */
  NO_POLICY("no policy selects it"),
  /** Loopback is never refused. */
  LOOPBACK("loopback is never refused"),
  DENIED_BY_ENTRY("an entry denies it"),
  /** No entry of the namespace's policies allows it. */
  NOT_ALLOWED("no entry allows it"),
  /** As before, but an entry did until its end. */
  EXPIRED("what allowed it has expired"),
  /** The namespace allows it, a cluster policy does not. */
  OUTSIDE_CEILING("a cluster policy does not allow it");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
