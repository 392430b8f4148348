package dev.postern.abi;

import dev.postern.event.Endpoint;
import java.nio.ByteBuffer;

/** Reads one entry of the kernel's table of flows. */
public final class FlowDecoder {

  /**
   * Totals of one process' traffic with one peer.
   *
   * @param process whose
   * @param peer the peer's address; with the responder's port
   * @param protocol IPPROTO number
   * @param inbound true when the peer opened the connections
   * @param connections how many; for datagrams, how many sockets sent
   * @param bytesSent payload
   * @param bytesReceived payload
   */
  public record Flow(
      ProcessKey process,
      Endpoint peer,
      int protocol,
      boolean inbound,
      long connections,
      long bytesSent,
      long bytesReceived) {}

  private final int keyBytes;
  private final int totalsBytes;
  private final ProcessKeyReader process;
  private final EndpointReader peer;
  private final int protocolAt;
  private final int inboundAt;
  private final int connectionsAt;
  private final int sentAt;
  private final int receivedAt;

  /**
   * @throws LayoutMismatch when the layout lacks something that is read here
   */
  public FlowDecoder(Layout layout) {
    keyBytes = layout.size("flow_key");
    totalsBytes = layout.size("flow_totals");
    process = new ProcessKeyReader(layout, "flow_key.process");
    peer = new EndpointReader(layout, "flow_key.remote", "flow_key.port");
    protocolAt = layout.offset("flow_key.protocol", Short.BYTES);
    inboundAt = layout.offset("flow_key.inbound", Byte.BYTES);
    connectionsAt = layout.offset("flow_totals.connections", Long.BYTES);
    sentAt = layout.offset("flow_totals.bytes_sent", Long.BYTES);
    receivedAt = layout.offset("flow_totals.bytes_received", Long.BYTES);
  }

  public int keyBytes() {
    return keyBytes;
  }

  public int totalsBytes() {
    return totalsBytes;
  }

  /** Reads an entry from its key and value, both in the machine's byte order. */
  public Flow decode(ByteBuffer key, ByteBuffer totals) {
    return new Flow(
        process.read(key, 0),
        peer.read(key, 0),
        Short.toUnsignedInt(key.getShort(protocolAt)),
        key.get(inboundAt) != 0,
        totals.getLong(connectionsAt),
        totals.getLong(sentAt),
        totals.getLong(receivedAt));
  }
}
