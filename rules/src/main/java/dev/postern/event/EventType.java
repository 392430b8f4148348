package dev.postern.event;

/**
 * The events a rule can see, under the names Falco's {@code evt.type} gives them.
 *
 * <p>A rule that names no type is tried on the types for which {@link #implicit()} holds, so that
 * one connection is one alert per rule however many stages of its life are reported.
 */
public enum EventType {
  /** An attempt to connect, seen once per socket and destination before the kernel acts on it. */
  CONNECT("connect", true),
  /** The first datagram of an unconnected socket to a destination. */
  SENDTO("sendto", true),
  /** A socket began to accept connections. */
  LISTEN("listen", true),
  /** An inbound connection was established on a listening socket. */
  ACCEPT("accept4", true),
  /** A process image was replaced. */
  EXECVE("execve", true),
  /** An outbound TCP connection was established. */
  CONNECTION_ESTABLISHED("connection_established", false),
  /** An attempt to connect over TCP came to nothing; the result says why. */
  CONNECTION_FAILED("connection_failed", false),
  /** An established TCP connection, of either direction, is over. */
  CONNECTION_CLOSED("connection_closed", false),
  /** Something that the egress policy refused, or would have. */
  CONNECTION_BLOCKED("connection_blocked", false),
  /** A question was put to a resolver, over UDP or TCP. */
  DNS_QUERY("dns_query", false);

  private final String text;
  private final boolean implicit;

  EventType(String text, boolean implicit) {
    this.text = text;
    this.implicit = implicit;
  }

  /** The value of {@code evt.type}. */
  public String text() {
    return text;
  }

  /** Whether a rule that names no event type is tried on this one. */
  public boolean implicit() {
    return implicit;
  }
}
