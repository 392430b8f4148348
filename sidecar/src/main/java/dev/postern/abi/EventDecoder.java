package dev.postern.abi;

import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.Stage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a record into a {@link KernelEvent}, at the offsets the layout gives. */
public final class EventDecoder {

  private final int abi;
  private final long exec;
  private final long process;
  private final long fork;
  private final long exit;
  private final long connect;
  private final long sendto;
  private final long listen;
  private final long accept;
  private final long established;
  private final long failed;
  private final long closed;
  private final long blocked;
  private final long dns;

  private final int abiAt;
  private final int kindAt;
  private final int sizeAt;
  private final int headerBytes;
  private final int timeAt;
  private final ProcessKeyReader actor;
  private final int cgroupAt;
  private final int threadAt;
  private final int userAt;
  private final int groupAt;

  private final ProcessKeyReader child;
  private final ContextReader childContext;
  private final DescriptionReader description;

  private final SocketReader socket;
  private final StageReader stage;
  private final BlockedReader refusal;
  private final DnsReader resolving;

  /**
   * @throws LayoutMismatch when the layout lacks something that is read here, or has it in another
   *     size
   */
  public EventDecoder(Layout layout) {
    abi = (int) layout.number("event_abi.EVENT_ABI");
    exec = layout.number("event_kind.EVENT_EXEC");
    process = layout.number("event_kind.EVENT_PROCESS");
    fork = layout.number("event_kind.EVENT_FORK");
    exit = layout.number("event_kind.EVENT_EXIT");
    connect = layout.number("event_kind.EVENT_CONNECT");
    sendto = layout.number("event_kind.EVENT_SENDTO");
    listen = layout.number("event_kind.EVENT_LISTEN");
    accept = layout.number("event_kind.EVENT_ACCEPT");
    established = layout.number("event_kind.EVENT_ESTABLISHED");
    failed = layout.number("event_kind.EVENT_FAILED");
    closed = layout.number("event_kind.EVENT_CLOSED");
    blocked = layout.number("event_kind.EVENT_BLOCKED");
    dns = layout.number("event_kind.EVENT_DNS");

    abiAt = layout.offset("event_header.abi", Short.BYTES);
    kindAt = layout.offset("event_header.kind", Short.BYTES);
    sizeAt = layout.offset("event_header.size", Integer.BYTES);
    headerBytes = layout.size("event_header");
    timeAt = layout.offset("event_header.time_ns", Long.BYTES);
    actor = new ProcessKeyReader(layout, "event_header.process");
    cgroupAt = layout.offset("event_header.cgroup_id", Long.BYTES);
    threadAt = layout.offset("event_header.tid", Integer.BYTES);
    userAt = layout.offset("event_header.uid", Integer.BYTES);
    groupAt = layout.offset("event_header.gid", Integer.BYTES);

    child = new ProcessKeyReader(layout, "fork_event.child");
    childContext = new ContextReader(layout, "fork_event.context");
    description = new DescriptionReader(layout);

    socket = new SocketReader(layout);
    stage = new StageReader(layout, socket);
    refusal = new BlockedReader(layout, socket);
    resolving = new DnsReader(layout, socket);
  }

  /**
   * Decodes the record that begins at {@code at}.
   *
   * @param bytes in the machine's byte order
   * @param length the record's length as the ring has it
   * @return the event, or null when the record is of another ABI, of an unknown kind or cut short
   */
  public @Nullable KernelEvent decode(ByteBuffer bytes, int at, int length) {
    if (length < headerBytes
        || Short.toUnsignedInt(bytes.getShort(at + abiAt)) != abi
        || bytes.getInt(at + sizeAt) > length) {
      return null;
    }
    Header header = header(bytes, at);
    long kind = Short.toUnsignedLong(bytes.getShort(at + kindAt));
    if (kind == connect) {
      return new SocketUsed(header, SocketUse.CONNECT, socket.read(bytes, at));
    } else if (kind == sendto) {
      return new SocketUsed(header, SocketUse.SENDTO, socket.read(bytes, at));
    } else if (kind == accept) {
      return new SocketUsed(header, SocketUse.ACCEPT, socket.read(bytes, at));
    } else if (kind == listen) {
      return new SocketUsed(header, SocketUse.LISTEN, socket.read(bytes, at));
    } else if (kind == established) {
      return stage.read(bytes, at, header, Stage.ESTABLISHED);
    } else if (kind == closed) {
      return stage.read(bytes, at, header, Stage.CLOSED);
    } else if (kind == failed) {
      return stage.read(bytes, at, header, Stage.FAILED);
    } else if (kind == blocked) {
      return refusal.read(bytes, at, header);
    } else if (kind == dns) {
      return resolving.read(bytes, at, length, header);
    } else if (kind == exec || kind == process) {
      return description.read(bytes, at, header, kind == exec);
    } else if (kind == fork) {
      return new Forked(header, child.read(bytes, at), childContext.read(bytes, at));
    } else if (kind == exit) {
      return new Exited(header);
    }
    return null;
  }

  private Header header(ByteBuffer bytes, int at) {
    return new Header(
        bytes.getLong(at + timeAt),
        actor.read(bytes, at),
        bytes.getLong(at + cgroupAt),
        bytes.getInt(at + threadAt),
        bytes.getInt(at + userAt),
        bytes.getInt(at + groupAt));
  }
}
