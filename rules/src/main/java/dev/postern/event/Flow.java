package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * What one process exchanged with one peer during some time.
 *
 * @param process whose, or null when it was never described
 * @param container what it runs in
 * @param peer the peer's address, with the responder's port
 * @param transport the protocol
 * @param inbound true when the peer opened the connections
 * @param name that the peer's address was the answer to; null when it is not known
 * @param totals how much
 */
public record Flow(
    @Nullable ProcessImage process,
    Container container,
    Endpoint peer,
    Transport transport,
    boolean inbound,
    @Nullable String name,
    FlowTotals totals) {

  /** One whose peer has no name. */
  public Flow(
      @Nullable ProcessImage process,
      Container container,
      Endpoint peer,
      Transport transport,
      boolean inbound,
      FlowTotals totals) {
    this(process, container, peer, transport, inbound, null, totals);
  }
}
