package dev.postern.abi;

import dev.postern.event.ConnectionTotals;
import dev.postern.event.Endpoint;
import dev.postern.event.ProcessContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of the ring, decoded and not yet attributed. */
public sealed interface KernelEvent {

  Header header();

  /**
   * What every record tells.
   *
   * @param timeNanos CLOCK_MONOTONIC nanoseconds
   * @param process who
   * @param cgroupId the cgroup the process was in
   * @param threadId 0 when the kernel acted for the process
   * @param userId in the initial user namespace
   * @param groupId in the initial user namespace
   */
  record Header(
      long timeNanos, ProcessKey process, long cgroupId, int threadId, int userId, int groupId) {}

  /**
   * What an image is.
   *
   * @param exec true when this is the exec itself, false for an image met later
   * @param parent the parent's image
   * @param comm the kernel's name of the process
   * @param exePath inside the process' root, or null when it could not be read; begins with "..."
   *     instead of "/" when it was too deep
   * @param args the arguments as far as they fit
   * @param context what it runs in and with; null when the record does not say
   */
  record Described(
      Header header,
      boolean exec,
      ProcessKey parent,
      String comm,
      @Nullable String exePath,
      List<String> args,
      @Nullable ProcessContext context)
      implements KernelEvent {}

  /**
   * The header's process made a child.
   *
   * @param context what the child runs in and with; null when the record does not say
   */
  record Forked(Header header, ProcessKey child, @Nullable ProcessContext context)
      implements KernelEvent {}

  /** The header's process is gone. */
  record Exited(Header header) implements KernelEvent {}

  /** What a socket was used for. */
  enum SocketUse {
    CONNECT,
    SENDTO,
    LISTEN,
    ACCEPT
  }

  /**
   * A socket and its ends.
   *
   * @param cookie the kernel's socket cookie
   * @param protocol IPPROTO number
   * @param inbound whether the peer opened the connection, or will
   * @param local null while the kernel has chosen none
   * @param remote null while there is none: a listening socket's
   */
  record Socket(
      long cookie,
      int protocol,
      boolean inbound,
      @Nullable Endpoint local,
      @Nullable Endpoint remote) {}

  /** A socket was used. */
  record SocketUsed(Header header, SocketUse use, Socket socket) implements KernelEvent {}

  /** A later stage of a TCP connection. */
  enum Stage {
    ESTABLISHED,
    FAILED,
    CLOSED
  }

  /**
   * A TCP connection reached a later stage.
   *
   * @param totals what it came to
   * @param error errno of a failure; 0 when the process gave up, or nothing failed
   */
  record StageReached(Header header, Stage stage, Socket socket, ConnectionTotals totals, int error)
      implements KernelEvent {}

  /** What was refused. */
  enum Act {
    CONNECT,
    SENDTO,
    /** A packet that its socket was not allowed. */
    PACKET,
    /** Making a socket whose packets no verdict could be given on. */
    SOCKET,
    /** Reaching a port of the sidecar's. */
    OWN_PORT,
    /** Taking a port of the sidecar's. */
    BIND
  }

  /**
   * The policy refused something, or would have.
   *
   * @param socket without a remote end for {@link Act#SOCKET} and {@link Act#BIND}
   * @param enforced false when it was let through all the same
   * @param revision of the policy that said so
   * @param error errno that the process got; 0 where there was no call to answer
   */
  record Blocked(Header header, Act act, Socket socket, boolean enforced, int revision, int error)
      implements KernelEvent {}

  /**
   * A datagram to or from port 53, or a piece of a TCP segment.
   *
   * @param socket whose remote end is the resolver's
   * @param sent by the scope; otherwise it came in
   * @param sequence TCP's number of the first byte; of a datagram 0
   * @param data not to be changed
   * @param whole whether the datagram, or the segment, ends with these bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record DnsData(
      Header header, Socket socket, boolean sent, int sequence, byte[] data, boolean whole)
      implements KernelEvent {}
}
