package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * A socket's dealings with one peer, or its readiness for peers.
 *
 * @param cookie the kernel's socket cookie, unique while the system runs
 * @param transport the protocol
 * @param inbound true when the peer is, or will be, the initiator
 * @param local this side's end; null while the kernel has not chosen one (before connect)
 * @param remote the peer's end; null for a listening socket
 */
public record Connection(
    long cookie,
    Transport transport,
    boolean inbound,
    @Nullable Endpoint local,
    @Nullable Endpoint remote) {

  /** The end that opened the connection; null when it is not known or there is none yet. */
  public @Nullable Endpoint client() {
    return inbound ? remote : local;
  }

  /** The end that was, or waits to be, connected to. */
  public @Nullable Endpoint server() {
    return inbound ? local : remote;
  }
}
