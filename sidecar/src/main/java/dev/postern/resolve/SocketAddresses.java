package dev.postern.resolve;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Endpoints as the JDK writes them. No name is looked up. */
final class SocketAddresses {

  private SocketAddresses() {}

  static InetSocketAddress of(Endpoint endpoint) {
    return new InetSocketAddress(of(endpoint.address()), endpoint.port());
  }

  private static InetAddress of(IpAddress address) {
    byte[] bytes =
        address.isV4()
            ? ByteBuffer.allocate(Integer.BYTES).putInt((int) address.low()).array()
            : ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(address.high())
                .putLong(address.low())
                .array();
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }
}
