package dev.postern.metrics;

import dev.postern.event.Transport;
import io.prometheus.metrics.model.snapshots.Labels;

/**
 * What the series of one kind of flow have in common. No address, port number, pid or command line:
 * each would be a series of its own.
 *
 * @param process base name of the executable, made safe
 * @param container name of the container, or its id
 * @param destination the peer's class, also when the peer opened the connections
 * @param port class of the responder's port
 * @param inbound true when the peer opened the connections
 * @param protocol the transport protocol
 */
record FlowLabels(
    String process,
    String container,
    DestinationClass destination,
    PortClass port,
    boolean inbound,
    Transport protocol) {

  /** The few series that flows share when there are too many: who and which port is lost. */
  FlowLabels folded() {
    return new FlowLabels(
        BoundedNames.OTHER, BoundedNames.OTHER, destination, PortClass.OTHER, inbound, protocol);
  }

  Labels labels() {
    return Labels.of(
        "process",
        process,
        "container",
        container,
        "destination",
        destination.text(),
        "port",
        port.text(),
        "direction",
        inbound ? "inbound" : "outbound",
        "protocol",
        protocol.text());
  }
}
