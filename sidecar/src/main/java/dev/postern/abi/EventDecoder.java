package dev.postern.abi;

import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.event.Endpoint;
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
  private final DescriptionReader description;

  private final int cookieAt;
  private final int protocolAt;
  private final EndpointReader local;
  private final EndpointReader remote;

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
    description = new DescriptionReader(layout);

    cookieAt = layout.offset("socket_event.cookie", Long.BYTES);
    protocolAt = layout.offset("socket_event.protocol", Short.BYTES);
    local = new EndpointReader(layout, "socket_event.local", "socket_event.local_port");
    remote = new EndpointReader(layout, "socket_event.remote", "socket_event.remote_port");
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
      return socket(bytes, at, header, SocketUse.CONNECT);
    } else if (kind == sendto) {
      return socket(bytes, at, header, SocketUse.SENDTO);
    } else if (kind == accept) {
      return socket(bytes, at, header, SocketUse.ACCEPT);
    } else if (kind == listen) {
      return socket(bytes, at, header, SocketUse.LISTEN);
    } else if (kind == exec || kind == process) {
      return description.read(bytes, at, header, kind == exec);
    } else if (kind == fork) {
      return new Forked(header, child.read(bytes, at));
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

  private SocketUsed socket(ByteBuffer bytes, int at, Header header, SocketUse use) {
    Endpoint near = local.read(bytes, at);
    // A port is chosen before a socket listens or is connected to; before connect there is none.
    boolean chosen = near.port() != 0 || !near.address().isUnspecified();
    return new SocketUsed(
        header,
        use,
        bytes.getLong(at + cookieAt),
        Short.toUnsignedInt(bytes.getShort(at + protocolAt)),
        chosen ? near : null,
        use == SocketUse.LISTEN ? null : remote.read(bytes, at));
  }
}
