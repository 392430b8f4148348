package dev.postern.policy;

/** What policy says to an {@link Ask}; what comes of it is the mode's. */
public enum Verdict {
  ALLOW,
  DENY;

  /** {@code allow} or {@code deny}. */
  public String text() {
    return this == ALLOW ? "allow" : "deny";
  }
}
