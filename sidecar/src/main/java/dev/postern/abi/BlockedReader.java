package dev.postern.abi;

import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.Header;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a {@code struct blocked_event} behind its header. */
final class BlockedReader {

  private final SocketReader socket;
  private final int actAt;
  private final int modeAt;
  private final int revisionAt;
  private final int errorAt;
  private final long enforce;
  private final @Nullable Act[] acts;

  /**
   * Takes the offsets from a layout.
   *
   * @param socket reads the socket event that a blocked event begins with
   */
  BlockedReader(Layout layout, SocketReader socket) {
    if (layout.offset("blocked_event.socket", layout.size("socket_event")) != 0) {
      throw new LayoutMismatch("the probe object's blocked_event does not begin with its socket");
    }
    this.socket = socket;
    actAt = layout.offset("blocked_event.act", Integer.BYTES);
    modeAt = layout.offset("blocked_event.mode", Integer.BYTES);
    revisionAt = layout.offset("blocked_event.revision", Integer.BYTES);
    errorAt = layout.offset("blocked_event.error", Integer.BYTES);
    enforce = layout.number("policy_mode.MODE_ENFORCE");
    acts = new Act[Act.values().length];
    for (Act act : Act.values()) {
      acts[(int) layout.number("blocked_act.BLOCKED_" + act.name())] = act;
    }
  }

  /** Returns null for an act that is not known here. */
  @Nullable Blocked read(ByteBuffer bytes, int at, Header header) {
    int number = bytes.getInt(at + actAt);
    Act act = number >= 0 && number < acts.length ? acts[number] : null;
    return act == null
        ? null
        : new Blocked(
            header,
            act,
            socket.read(bytes, at),
            Integer.toUnsignedLong(bytes.getInt(at + modeAt)) == enforce,
            bytes.getInt(at + revisionAt),
            bytes.getInt(at + errorAt));
  }
}
