package dev.postern.sensor;

import dev.postern.event.Endpoint;
import dev.postern.event.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One line of "who talked to whom": flows of equally named processes with one peer, added up.
 *
 * @param process the processes' name
 * @param inbound true when the peer opened the connections
 * @param peer the peer's address, with the responder's port
 * @param name by which the peer's address was asked for last; null when it is not known
 * @param transport the protocol
 * @param connections how many
 * @param bytesSent payload
 * @param bytesReceived payload
 */
public record FlowRow(
    String process,
    boolean inbound,
    Endpoint peer,
    @Nullable String name,
    Transport transport,
    long connections,
    long bytesSent,
    long bytesReceived) {}
