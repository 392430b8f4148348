package dev.postern.event;

/** The transport protocol of a connection, named as in Falco's {@code fd.l4proto}. */
public enum Transport {
  TCP("tcp"),
  UDP("udp"),
  ICMP("icmp"),
  /** Raw sockets, and every protocol that has no name of its own. */
  RAW("raw");

  private final String text;

  Transport(String text) {
    this.text = text;
  }

  /** Lower case, as rules compare it. */
  public String text() {
    return text;
  }
}
