package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.event.EventType;
import dev.postern.event.FailureReason;
import dev.postern.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the kernel counts of each flow, taken out while more is being counted. */
final class FlowIT extends ObservedTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void harvestsAddUpToWhatWasSentMeanwhile() {
    int programs = 4;
    int connects = 5_000;
    List<Program> senders = new ArrayList<>();
    try (UdpPeer peer = UdpPeer.on("127.0.0.1")) {
      for (int i = 0; i < programs; i++) {
        senders.add(
            scope.python(
                """
                import socket, sys
                for _ in range(int(sys.argv[2])):
                    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                        s.connect(('127.0.0.1', int(sys.argv[1]))); assert s.send(b'four') == 4
                print('done')
                """,
                peer.port(),
                connects));
      }
      Predicate<ObservedFlow> wanted = flow -> flow.peer().port() == peer.port();
      List<Long> partial = new ArrayList<>();
      Await.until(
          "the programs have sent all",
          LIMIT,
          () -> {
            partial.add(connections(wanted));
            return partial.getLast() == (long) programs * connects;
          });
      assertThat(partial).as("harvested while they sent").hasSizeGreaterThan(3);
      assertThat(senders.stream().map(Program::end)).containsOnly(List.of("done"));
      assertThat(seen.flows(wanted))
          .hasSize(programs)
          .allSatisfy(
              flow -> {
                assertThat(flow.connections()).isEqualTo(connects);
                assertThat(flow.bytesSent()).isEqualTo(4L * connects);
              });
      assertThat(seen.counters().failed()).containsEntry("flow_map", 0L);
    }
  }

  private long connections(Predicate<ObservedFlow> wanted) {
    return seen.flows(wanted).stream().mapToLong(ObservedFlow::connections).sum();
  }

  /** In a network namespace with one neighbour that swallows packets and one that is not there. */
  @Test
  void attemptsThatFailAreCountedByReason() {
    Program program =
        scope.start(
            Stream.concat(
                    Stream.of(
                        "/usr/bin/unshare",
                        "--net",
                        "/bin/sh",
                        "-ec",
                        """
                        ip link set lo up
                        ip link add near type veth peer name far
                        ip address add 192.0.2.1/24 dev near
                        ip link set near up; ip link set far up
                        ip neighbour add 192.0.2.8 lladdr 02:00:00:00:00:01 dev near
                        exec "$0" "$@"
                        """),
                    Program.python(
                        """
                        import errno, os, select, socket
                        def begin(address, attempts=1):
                            s = socket.socket(); s.setblocking(False)
                            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, attempts)
                            s.connect_ex((address, 7)); return s
                        def error(s):
                            p = select.poll(); p.register(s, select.POLLOUT); assert p.poll(15000)
                            return os.strerror(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
                        begin('192.0.2.8').close()
                        waiting = [begin('192.0.2.8'), begin('192.0.2.9', 4),
                                   begin('127.0.0.1'), begin('127.0.0.1')]
                        print(', '.join(error(s) for s in waiting))
                        """)
                        .stream())
                .toList());
    assertThat(program.end())
        .containsExactly(
            "Connection timed out, No route to host, Connection refused, Connection refused");
    Await.until(
        "all have failed", LIMIT, () -> seen.events(EventType.CONNECTION_FAILED).size() == 5);
    assertThat(failures("192.0.2.8"))
        .isEqualTo(Map.of(FailureReason.ABANDONED, 1L, FailureReason.TIMED_OUT, 1L));
    assertThat(failures("192.0.2.9")).isEqualTo(Map.of(FailureReason.UNREACHABLE, 1L));
    assertThat(failures("127.0.0.1")).isEqualTo(Map.of(FailureReason.REFUSED, 2L));
    assertThat(seen.flows(flow -> true))
        .extracting(ObservedFlow::durations)
        .containsOnly(List.of());
  }

  private Map<FailureReason, Long> failures(String peer) {
    return seen.flows(flow -> flow.peer().address().toString().equals(peer)).stream()
        .reduce(
            (one, other) -> {
              throw new AssertionError("two flows: " + one + other);
            })
        .orElseThrow()
        .failures();
  }

  @Test
  void connectionsThatEndAreCountedByHowLongTheyLasted() {
    int connections = 5;
    try (TcpPeer peer = TcpPeer.on("127.0.0.1")) {
      Program program =
          scope.python(
              """
              import socket, sys, time
              least = most = 0
              for _ in range(int(sys.argv[2])):
                  before = time.monotonic_ns(); s = socket.socket()
                  s.connect(('127.0.0.1', int(sys.argv[1]))); connected = time.monotonic_ns()
                  assert s.recv(1) == b'!' and s.recv(1) == b''; time.sleep(0.011)
                  least += time.monotonic_ns() - connected
                  s.close(); most += time.monotonic_ns() - before
              print(least); print(most)
              """,
              peer.port(),
              connections);
      long least = program.number();
      long most = program.number();
      program.end();
      ObservedFlow flow = seen.flows(each -> each.peer().port() == peer.port()).getFirst();
      assertThat(flow.durationNanos()).isBetween(least, most);
      assertThat(flow.durations().stream().mapToLong(Long::longValue).sum()).isEqualTo(connections);
      assertThat(flow.durations().subList(0, 2)).as("10 ms and less").containsOnly(0L);
    }
  }

  @Test
  void anOpenConnectionIsCountedWhenItMovesAndTakesNoRoomWhenItDoesNot() {
    Program program =
        scope.python(
            """
            import socket, sys
            listener = socket.create_server(('127.0.0.1', 0))
            client = socket.create_connection(listener.getsockname()); server, _ = listener.accept()
            client.sendall(b'abc'); assert server.recv(3, socket.MSG_WAITALL) == b'abc'
            server.sendall(b'd'); assert client.recv(1) == b'd' # so that the first is acknowledged
            print(listener.getsockname()[1], flush=True); sys.stdin.readline()
            """);
    int port = program.number();
    assertThat(seen.flows(flow -> flow.peer().port() == port && !flow.inbound()))
        .extracting(ObservedFlow::bytesSent, ObservedFlow::bytesReceived)
        .containsExactly(tuple(3L, 1L));
    assertThat(
            seen.harvest().stream().filter(flow -> flow.peer().port() == port && !flow.inbound()))
        .isEmpty();
    program.go();
    program.end();
  }
}
