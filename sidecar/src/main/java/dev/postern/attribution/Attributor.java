package dev.postern.attribution;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.DnsData;
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
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventOrder;
import dev.postern.event.EventType;
import dev.postern.event.Flow;
import dev.postern.event.Naming;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import dev.postern.event.Transport;
import dev.postern.names.NameCapture;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
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
  private final NameCapture names;
  private long events;
  private long firstNanos;

  /**
   * @param processes filled by the records that pass through here
   * @param containers what the processes of the scope run in
   * @param refusals explains what the policy refused
   * @param names filled by the records that pass through here
   */
  public Attributor(
      ProcessTable processes, Containers containers, Refusals refusals, NameCapture names) {
    this.processes = processes;
    this.containers = containers;
    this.refusals = refusals;
    this.names = names;
  }

  /**
   * Takes a record in.
   *
   * @param epochMinusMonotonic nanoseconds to add to a record's time to get the time of day
   * @param events gets what rules shall see of it: mostly one, nothing when it only tells of
   *     processes or names
   */
  public void attribute(KernelEvent record, long epochMinusMonotonic, Consumer<Event> events) {
    @Nullable Event event =
        switch (record) {
          case SocketUsed used ->
              event(
                  type(used.use()),
                  used.header(),
                  epochMinusMonotonic,
                  processes.find(used.header().process()),
                  connection(used.socket()),
                  used.use() == SocketUse.CONNECT ? Event.EINPROGRESS : 0,
                  null,
                  null,
                  peerName(used.header(), used.socket()));
          case StageReached reached ->
              event(
                  type(reached.stage()),
                  reached.header(),
                  epochMinusMonotonic,
                  processes.find(reached.header().process()),
                  connection(reached.socket()),
                  -reached.error(),
                  reached.totals(),
                  null,
                  peerName(reached.header(), reached.socket()));
          case Blocked blocked -> {
            ProcessImage image = processes.find(blocked.header().process());
            Refusal refusal = refusals.of(blocked, image);
            yield refusal == null
                ? null
                : event(
                    EventType.CONNECTION_BLOCKED,
                    blocked.header(),
                    epochMinusMonotonic,
                    image,
                    attempted(blocked),
                    -blocked.error(),
                    null,
                    refusal,
                    peerName(blocked.header(), blocked.socket()));
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
          case DnsData data -> {
            names.take(data, question -> events.accept(asked(data, question, epochMinusMonotonic)));
            yield null;
          }
        };
    if (event != null) {
      events.accept(event);
    }
  }

  private Event asked(DnsData data, Naming.Question question, long epochMinusMonotonic) {
    return event(
        EventType.DNS_QUERY,
        data.header(),
        epochMinusMonotonic,
        processes.find(data.header().process()),
        connection(data.socket()),
        0,
        null,
        refusals.ofName(question.name()),
        question);
  }

  private @Nullable Naming peerName(Header header, Socket socket) {
    Endpoint peer = socket.remote();
    return peer == null ? null : names.find(header.process(), peer.address(), header.timeNanos());
  }

  /** Says whose a flow is, as far as the records that have passed through here tell. */
  public Flow attribute(KernelFlow flow) {
    return new Flow(
        processes.find(flow.process()),
        containers.of(flow.cgroupId()),
        flow.peer(),
        transport(flow.protocol()),
        flow.inbound(),
        names.nameOf(flow.process(), flow.peer().address()),
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
      @Nullable Refusal refusal,
      @Nullable Naming naming) {
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
        naming,
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
