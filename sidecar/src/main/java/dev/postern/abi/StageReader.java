package dev.postern.abi;

import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.event.ConnectionTotals;
import java.nio.ByteBuffer;

/** Reads a {@code struct stage_event} behind its header. */
final class StageReader {

  private final SocketReader socket;
  private final int durationAt;
  private final int sentAt;
  private final int receivedAt;
  private final int rttAt;
  private final int errorAt;

  /**
   * Takes the offsets from a layout.
   *
   * @param socket reads the socket event that a stage event begins with
   */
  StageReader(Layout layout, SocketReader socket) {
    if (layout.offset("stage_event.socket", layout.size("socket_event")) != 0) {
      throw new LayoutMismatch("the probe object's stage_event does not begin with its socket");
    }
    this.socket = socket;
    durationAt = layout.offset("stage_event.duration_ns", Long.BYTES);
    sentAt = layout.offset("stage_event.bytes_sent", Long.BYTES);
    receivedAt = layout.offset("stage_event.bytes_received", Long.BYTES);
    rttAt = layout.offset("stage_event.srtt_us", Integer.BYTES);
    errorAt = layout.offset("stage_event.error", Integer.BYTES);
  }

  StageReached read(ByteBuffer bytes, int at, Header header, Stage stage) {
    return new StageReached(
        header,
        stage,
        socket.read(bytes, at),
        new ConnectionTotals(
            bytes.getLong(at + durationAt),
            bytes.getLong(at + sentAt),
            bytes.getLong(at + receivedAt),
            Integer.toUnsignedLong(bytes.getInt(at + rttAt))),
        bytes.getInt(at + errorAt));
  }
}
