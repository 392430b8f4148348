package dev.postern.policy;

/** The transport protocols that have ports policy can name. */
public enum Protocol {
  TCP(6),
  UDP(17);

  private final int number;

  Protocol(int number) {
    this.number = number;
  }

  /** IANA's number, as in an IP header. */
  public int number() {
    return number;
  }
}
