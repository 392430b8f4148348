package dev.postern.abi;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a 16-byte address and the port that goes with it. */
final class EndpointReader {

  private static final int ADDRESS_BYTES = 16;

  private final int addressAt;
  private final int portAt;

  EndpointReader(Layout layout, String address, String port) {
    addressAt = layout.offset(address, ADDRESS_BYTES);
    portAt = layout.offset(port, Short.BYTES);
  }

  Endpoint read(ByteBuffer bytes, int at) {
    return new Endpoint(
        new IpAddress(
            networkOrder(bytes, at + addressAt), networkOrder(bytes, at + addressAt + Long.BYTES)),
        Short.toUnsignedInt(bytes.getShort(at + portAt)));
  }

  private static long networkOrder(ByteBuffer bytes, int at) {
    long value = bytes.getLong(at);
    return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
  }
}
