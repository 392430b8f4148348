package dev.postern.sensor;

import dev.postern.event.Endpoint;
import dev.postern.event.Transport;

/**
 * One line of "who talked to whom": flows of equally named processes with one peer, added up.
 *
 * @param process the processes' name
 * @param inbound true when the peer opened the connections
 * @param peer the peer's address, with the responder's port
 * @param transport the protocol
 * @param connections how many
 * @param bytesSent payload
 * @param bytesReceived payload
 */
public record FlowRow(
    String process,
    boolean inbound,
    Endpoint peer,
    Transport transport,
    long connections,
    long bytesSent,
    long bytesReceived) {}
