package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Described;
import dev.postern.event.Connection;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Processes and sockets that are there before the probe is. */
@LabTest
final class OlderIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Serves TCP and UDP on ports that it says, holds a connection to itself, one outbound to the
   * server given and a connected UDP socket; then, at each line of input, uses them.
   */
  private static final String HOLD =
      """
      import socket, sys
      def udp():
          return socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      listener = socket.create_server(('127.0.0.1', 0))
      out = socket.create_connection(listener.getsockname()); back, _ = listener.accept()
      out.sendall(b'before'); assert back.recv(6, socket.MSG_WAITALL) == b'before'
      server = udp(); server.bind(('127.0.0.1', 0))
      connected = udp(); connected.connect(('127.0.0.1', int(sys.argv[1])))
      connected.send(b'before'); assert len(connected.recv(99)) == 12
      print(listener.getsockname()[1]); print(out.getsockname()[1]); print('ready', flush=True)
      sys.stdin.readline()
      out.sendall(b'abc'); assert back.recv(3, socket.MSG_WAITALL) == b'abc'
      back.sendall(b'defgh'); assert out.recv(5, socket.MSG_WAITALL) == b'defgh'
      connected.send(b'four'); assert len(connected.recv(99)) == 8
      print('exchanged', flush=True)
      sys.stdin.readline()
      guest, _ = listener.accept(); guest.close()
      print('accepted', flush=True)
      sys.stdin.readline()
      out.close(); assert back.recv(1) == b''; back.close(); connected.close()
      print('closed')
      """;

  @AutoClose UdpPeer peer;
  @AutoClose Scope scope;
  @AutoClose Observation seen;
  private Program program;
  private int port;
  private int clientPort;

  @BeforeEach
  void holdAndThenObserve() {
    peer = UdpPeer.on("127.0.0.1");
    scope = Scope.create();
    program = scope.python(HOLD, peer.port());
    port = program.number();
    clientPort = program.number();
    assertThat(program.line()).isEqualTo("ready");
    seen = Observation.of(scope);
  }

  @Test
  void aProcessIsDescribedWithoutItsArguments() {
    Described described =
        seen.records(Described.class).stream()
            .filter(each -> each.header().process().pid() == program.pid())
            .findFirst()
            .orElseThrow();
    assertThat(described.exec()).isFalse();
    assertThat(described.comm()).startsWith("python3");
    assertThat(described.exePath()).startsWith("/usr/bin/python3");
    assertThat(described.args()).isEmpty();
    assertThat(described.header().cgroupId()).isEqualTo(scope.cgroup().id());
    assertThat(seen.records(Described.class)).as("nobody outside the scope").hasSize(1);
    assertThat(seen.events()).as("what is older is no event").isEmpty();
  }

  @Test
  void itsArgumentsAreThereWhenItFirstActs() {
    Program older =
        scope.python(
            """
            import socket, sys
            print('ready', flush=True); sys.stdin.readline()
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 9))
            """,
            "an-argument");
    assertThat(older.line()).isEqualTo("ready");
    try (Observation later = Observation.of(scope)) {
      older.go();
      older.end();
      List<Event> connects = later.events(EventType.CONNECT);
      assertThat(connects).hasSize(1);
      ProcessImage process = Objects.requireNonNull(connects.getFirst().process());
      assertThat(process.pid()).isEqualTo(older.pid());
      assertThat(process.args()).endsWith("an-argument");
    }
  }

  @Test
  void connectionsAreInTheTableOnceAndOnlyTheirLaterBytesCount() {
    program.go();
    assertThat(program.line()).isEqualTo("exchanged");
    List<ObservedFlow> flows = seen.flows(flow -> true);
    assertThat(flows).hasSize(3);
    assertThat(flows).allSatisfy(flow -> assertThat(flow.connections()).isEqualTo(1));
    assertThat(flows).allSatisfy(flow -> assertThat(flow.process().pid()).isEqualTo(program.pid()));
    assertThat(flow(flows, false, port).bytesSent()).isEqualTo(3);
    assertThat(flow(flows, false, port).bytesReceived()).isEqualTo(5);
    assertThat(flow(flows, true, port).bytesSent()).isEqualTo(5);
    assertThat(flow(flows, true, port).bytesReceived()).isEqualTo(3);
    assertThat(flow(flows, false, peer.port()).bytesSent()).isEqualTo(4);
    assertThat(flow(flows, false, peer.port()).bytesReceived()).isEqualTo(8);
  }

  private static ObservedFlow flow(List<ObservedFlow> flows, boolean inbound, int port) {
    return flows.stream()
        .filter(flow -> flow.inbound() == inbound && flow.peer().port() == port)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aListenerTakesConnectionsInItsProcessName() {
    program.go();
    assertThat(program.line()).isEqualTo("exchanged");
    program.go();
    visit();
    assertThat(program.line()).isEqualTo("accepted");
    Event accepted = seen.events(EventType.ACCEPT, port).getFirst();
    ProcessImage process = Objects.requireNonNull(accepted.process());
    assertThat(process.pid()).isEqualTo(program.pid());
    assertThat(process.exePath()).startsWith("/usr/bin/python3");
  }

  /** The kernel tells of it from Linux 6.12 on, where an iterator may ask for that. */
  @Test
  void aConnectionEndsInTheNameOfItsProcess() {
    program.go();
    program.go();
    program.go();
    visit();
    program.end();
    if (seen.counters().failed().getOrDefault("state_callback", 0L) > 0) {
      assertThat(seen.counters().failed()).containsEntry("state_callback", 2L);
      assertThat(System.getProperty("os.version")).as("a kernel that cannot").startsWith("6.1.");
      return;
    }
    Await.until(
        "both ends are closed",
        LIMIT,
        () -> seen.events(EventType.CONNECTION_CLOSED).stream().filter(this::isOld).count() == 2);
    for (Event closed :
        seen.events(EventType.CONNECTION_CLOSED).stream().filter(this::isOld).toList()) {
      ConnectionTotals totals = Objects.requireNonNull(closed.totals());
      boolean inbound = Objects.requireNonNull(closed.connection()).inbound();
      assertThat(Objects.requireNonNull(closed.process()).pid()).isEqualTo(program.pid());
      assertThat(totals.bytesSent()).as("in its whole life").isEqualTo(inbound ? 5 : 9);
      assertThat(totals.bytesReceived()).isEqualTo(inbound ? 9 : 5);
      assertThat(totals.durationNanos()).as("nobody knows when it began").isZero();
    }
  }

  /** Connects from outside the scope. */
  private void visit() {
    Program.start(
            Program.python(
                """
                import socket, sys
                socket.create_connection(('127.0.0.1', int(sys.argv[1]))).recv(1)
                """,
                port))
        .end();
  }

  private boolean isOld(Event event) {
    Connection connection = Objects.requireNonNull(event.connection());
    return Objects.requireNonNull(connection.client()).port() == clientPort;
  }

  @Test
  void aHolderOutsideTheScopeIsNone() {
    try (Program outside = Program.start(Program.python(HOLD, peer.port()))) {
      int foreign = outside.number();
      assertThat(outside.number()).isPositive();
      try (Observation later = Observation.of(scope)) {
        assertThat(later.flows(flow -> flow.peer().port() == foreign)).isEmpty();
        assertThat(later.flows(flow -> flow.peer().port() == port)).hasSize(2);
      }
    }
  }
}
