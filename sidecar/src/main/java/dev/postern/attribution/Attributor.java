package dev.postern.attribution;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Exited;
import dev.postern.abi.KernelEvent.Forked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.abi.KernelFlow;
import dev.postern.event.Connection;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Event;
import dev.postern.event.EventOrder;
import dev.postern.event.EventType;
import dev.postern.event.Flow;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import dev.postern.event.Transport;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of kernel records and flows who it was, in which container, and with whom. */
public final class Attributor {

  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int IPPROTO_UDPLITE = 136;
  private static final int IPPROTO_MPTCP = 262;

  private final ProcessTable processes;
  private final Containers containers;
  private final Refusals refusals;
  private long events;
  private long firstNanos;

  /**
   * @param processes filled by the records that pass through here
   * @param containers what the processes of the scope run in
   * @param refusals explains what the policy refused
   */
  public Attributor(ProcessTable processes, Containers containers, Refusals refusals) {
    this.processes = processes;
    this.containers = containers;
    this.refusals = refusals;
  }

  /**
   * Takes a record in.
   *
   * @param epochMinusMonotonic nanoseconds to add to a record's time to get the time of day
   * @return what rules shall see of it, or null when it only tells of processes
   */
  public @Nullable Event attribute(KernelEvent record, long epochMinusMonotonic) {
    return switch (record) {
      case SocketUsed used ->
          event(
              type(used.use()),
              used.header(),
              epochMinusMonotonic,
              processes.find(used.header().process()),
              connection(used.socket()),
              used.use() == SocketUse.CONNECT ? Event.EINPROGRESS : 0,
              null,
              null);
      case StageReached reached ->
          event(
              type(reached.stage()),
              reached.header(),
              epochMinusMonotonic,
              processes.find(reached.header().process()),
              connection(reached.socket()),
              -reached.error(),
              reached.totals(),
              null);
      case Blocked blocked -> {
        ProcessImage image = processes.find(blocked.header().process());
        yield event(
            EventType.CONNECTION_BLOCKED,
            blocked.header(),
            epochMinusMonotonic,
            image,
            attempted(blocked),
            -blocked.error(),
            null,
            refusals.of(blocked, image));
      }
      case Described described -> {
        ProcessImage image = processes.describe(described);
        yield described.exec()
            ? event(
                EventType.EXECVE,
                described.header(),
                epochMinusMonotonic,
                image,
                null,
                0,
                null,
                null)
            : null;
      }
      case Forked forked -> {
        processes.fork(forked);
        yield null;
      }
      case Exited exited -> {
        processes.exit(exited.header().process());
        yield null;
      }
    };
  }

  /** Says whose a flow is, as far as the records that have passed through here tell. */
  public Flow attribute(KernelFlow flow) {
    return new Flow(
        processes.find(flow.process()),
        containers.of(flow.cgroupId()),
        flow.peer(),
        transport(flow.protocol()),
        flow.inbound(),
        flow.totals());
  }

  private Event event(
      EventType type,
      Header header,
      long epochMinusMonotonic,
      @Nullable ProcessImage process,
      @Nullable Connection connection,
      int result,
      @Nullable ConnectionTotals totals,
      @Nullable Refusal refusal) {
    if (events++ == 0) {
      firstNanos = header.timeNanos();
    }
    EventOrder order = new EventOrder(events, header.timeNanos(), header.timeNanos() - firstNanos);
    return new Event(
        type,
        header.timeNanos() + epochMinusMonotonic,
        header.threadId(),
        header.userId(),
        header.groupId(),
        process,
        containers.of(header.cgroupId()),
        connection,
        result,
        totals,
        refusal,
        order);
  }

  private static EventType type(SocketUse use) {
    return switch (use) {
      case CONNECT -> EventType.CONNECT;
      case SENDTO -> EventType.SENDTO;
      case LISTEN -> EventType.LISTEN;
      case ACCEPT -> EventType.ACCEPT;
    };
  }

  /** The stages whose events are wanted. */
  public static Set<Stage> stages(Predicate<EventType> wanted) {
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    for (Stage stage : Stage.values()) {
      if (wanted.test(type(stage))) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static EventType type(Stage stage) {
    return switch (stage) {
      case ESTABLISHED -> EventType.CONNECTION_ESTABLISHED;
      case FAILED -> EventType.CONNECTION_FAILED;
      case CLOSED -> EventType.CONNECTION_CLOSED;
    };
  }

  /** A socket that was not made has no peer. */
  private static Connection attempted(Blocked blocked) {
    Socket socket = blocked.socket();
    return blocked.act() == Act.SOCKET
        ? new Connection(socket.cookie(), transport(socket.protocol()), false, null, null)
        : connection(socket);
  }

  private static Connection connection(Socket socket) {
    return new Connection(
        socket.cookie(),
        transport(socket.protocol()),
        socket.inbound(),
        socket.local(),
        socket.remote());
  }

  private static Transport transport(int protocol) {
    return switch (protocol) {
      case IPPROTO_TCP, IPPROTO_MPTCP -> Transport.TCP;
      case IPPROTO_UDP, IPPROTO_UDPLITE -> Transport.UDP;
      case IPPROTO_ICMP, IPPROTO_ICMPV6 -> Transport.ICMP;
      default -> Transport.RAW;
    };
  }
}
