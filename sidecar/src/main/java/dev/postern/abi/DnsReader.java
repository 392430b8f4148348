package dev.postern.abi;

import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.abi.KernelEvent.Header;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a {@code struct dns_event} behind its header, and the bytes behind it. */
final class DnsReader {

  private final SocketReader socket;
  private final int sequenceAt;
  private final int keptAt;
  private final int sentAt;
  private final int wholeAt;
  private final int dataAt;

  /**
   * Takes the offsets from a layout.
   *
   * @param socket reads the socket event that a DNS event begins with
   */
  DnsReader(Layout layout, SocketReader socket) {
    if (layout.offset("dns_event.socket", layout.size("socket_event")) != 0) {
      throw new LayoutMismatch("the probe object's dns_event does not begin with its socket");
    }
    this.socket = socket;
    sequenceAt = layout.offset("dns_event.sequence", Integer.BYTES);
    keptAt = layout.offset("dns_event.kept", Short.BYTES);
    sentAt = layout.offset("dns_event.sent", Byte.BYTES);
    wholeAt = layout.offset("dns_event.whole", Byte.BYTES);
    dataAt = layout.size("dns_event");
  }

  /** Returns null for a record without the bytes it says it has. */
  @Nullable DnsData read(ByteBuffer bytes, int at, int length, Header header) {
    int kept = Short.toUnsignedInt(bytes.getShort(at + keptAt));
    if (kept > length - dataAt) {
      return null;
    }
    byte[] data = new byte[kept];
    bytes.get(at + dataAt, data);
    return new DnsData(
        header,
        socket.read(bytes, at),
        bytes.get(at + sentAt) != 0,
        bytes.getInt(at + sequenceAt),
        data,
        bytes.get(at + wholeAt) != 0);
  }
}
