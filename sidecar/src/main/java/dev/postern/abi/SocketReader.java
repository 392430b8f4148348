package dev.postern.abi;

import dev.postern.abi.KernelEvent.Socket;
import dev.postern.event.Endpoint;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a {@code struct socket_event} behind its header. */
final class SocketReader {

  private final int cookieAt;
  private final int protocolAt;
  private final int inboundAt;
  private final EndpointReader local;
  private final EndpointReader remote;

  SocketReader(Layout layout) {
    cookieAt = layout.offset("socket_event.cookie", Long.BYTES);
    protocolAt = layout.offset("socket_event.protocol", Short.BYTES);
    inboundAt = layout.offset("socket_event.inbound", Short.BYTES);
    local = new EndpointReader(layout, "socket_event.local", "socket_event.local_port");
    remote = new EndpointReader(layout, "socket_event.remote", "socket_event.remote_port");
  }

  Socket read(ByteBuffer bytes, int at) {
    boolean inbound = bytes.getShort(at + inboundAt) != 0;
    // Before connect there is no local end, and a listening socket has no remote one: all zero.
    return new Socket(
        bytes.getLong(at + cookieAt),
        Short.toUnsignedInt(bytes.getShort(at + protocolAt)),
        inbound,
        inbound ? local.read(bytes, at) : presentOrNull(local.read(bytes, at)),
        inbound ? presentOrNull(remote.read(bytes, at)) : remote.read(bytes, at));
  }

  private static @Nullable Endpoint presentOrNull(Endpoint end) {
    return end.port() == 0 && end.address().isUnspecified() ? null : end;
  }
}
