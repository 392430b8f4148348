package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.lab.Await;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a TCP connection, as the two programs at its ends know it. */
final class StageIT extends ObservedTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int ECONNREFUSED = 111;

  /** Says the server's port, the client's, and the client's pid; sends 3 bytes, gets 5 back. */
  private static final String TALK =
      """
      import os, socket, sys
      address = sys.argv[1]
      family = socket.AF_INET6 if ':' in address else socket.AF_INET
      server = socket.create_server((address, 0), family=family)
      client = socket.socket(family); client.connect(server.getsockname()[:2])
      peer, _ = server.accept()
      client.sendall(b'abc'); assert peer.recv(3, socket.MSG_WAITALL) == b'abc'
      peer.sendall(b'defgh'); assert client.recv(5, socket.MSG_WAITALL) == b'defgh'
      print(server.getsockname()[1]); print(client.getsockname()[1]); print(os.getpid(), flush=True)
      sys.stdin.readline()
      client.close(); assert peer.recv(1) == b''; peer.close()
      """;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aConnectionIsEstablishedAndClosed(String address) {
    Program program = scope.python(TALK, address);
    int serverPort = program.number();
    int clientPort = program.number();
    int pid = program.number();

    Event established = only(EventType.CONNECTION_ESTABLISHED, serverPort);
    assertThat(pid(established)).isEqualTo(pid);
    assertThat(connection(established).inbound()).isFalse();
    assertThat(port(connection(established).local())).isEqualTo(clientPort);
    assertThat(established.result()).isZero();
    assertThat(seen.events(EventType.CONNECTION_CLOSED)).as("it is still open").isEmpty();

    program.go();
    program.end();
    Await.until(
        "both ends are closed",
        LIMIT,
        () -> seen.events(EventType.CONNECTION_CLOSED, serverPort).size() == 2);
    for (Event closed : seen.events(EventType.CONNECTION_CLOSED, serverPort)) {
      boolean servers = connection(closed).inbound();
      ConnectionTotals totals = Objects.requireNonNull(closed.totals());
      assertThat(pid(closed)).isEqualTo(pid);
      assertThat(port(connection(closed).client())).isEqualTo(clientPort);
      assertThat(totals.bytesSent()).isEqualTo(servers ? 5 : 3);
      assertThat(totals.bytesReceived()).isEqualTo(servers ? 3 : 5);
      assertThat(totals.smoothedRttMicros()).as("data went both ways").isPositive();
      if (!servers) {
        assertThat(totals.durationNanos()).isGreaterThan(duration(established));
      }
    }
    assertThat(seen.events(EventType.CONNECTION_CLOSED, serverPort))
        .extracting(closed -> connection(closed).inbound())
        .containsExactlyInAnyOrder(true, false);
    assertThat(seen.events(EventType.CONNECTION_FAILED)).isEmpty();
  }

  @Test
  void aRefusedAttemptFailsWithItsErrno() {
    Program program =
        scope.python(
            """
            import errno, socket
            holder = socket.socket(); holder.bind(('127.0.0.1', 0)) # bound, and nobody listens
            s = socket.socket(); print(holder.getsockname()[1])
            print(s.connect_ex(holder.getsockname()))
            """);
    int port = program.number();
    assertThat(program.number()).isEqualTo(ECONNREFUSED);
    program.end();
    Event failed = only(EventType.CONNECTION_FAILED, port);
    assertThat(failed.result()).isEqualTo(-ECONNREFUSED);
    assertThat(pid(failed)).isEqualTo(program.pid());
    assertThat(Objects.requireNonNull(failed.totals()).bytesSent()).isZero();
    assertThat(seen.events(EventType.CONNECTION_ESTABLISHED)).isEmpty();
    assertThat(seen.events(EventType.CONNECTION_CLOSED)).isEmpty();
  }

  @Test
  void onlyStagesThatAreWantedAreWritten() {
    seen.want(Set.of(Stage.CLOSED));
    Program program = scope.python(TALK, "127.0.0.1");
    int port = program.number();
    program.go();
    program.end();
    Await.until(
        "both ends are closed",
        LIMIT,
        () -> seen.events(EventType.CONNECTION_CLOSED, port).size() == 2);
    assertThat(seen.records(StageReached.class))
        .extracting(StageReached::stage)
        .containsOnly(Stage.CLOSED);
    assertThat(seen.flows(flow -> flow.peer().port() == port))
        .extracting(flow -> flow.durations().stream().mapToLong(Long::longValue).sum())
        .containsExactly(1L, 1L);
  }

  @Test
  void manyConnectionsEachHaveTheirStages() {
    int connections = 200;
    try (TcpPeer peer = TcpPeer.on("127.0.0.1")) {
      scope
          .python(
              """
              import socket, sys
              for _ in range(int(sys.argv[2])):
                  s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                  assert s.recv(1) == b'!'; s.recv(1); s.close()
              """,
              peer.port(),
              connections)
          .end();
      List<EventType> stages =
          List.of(EventType.CONNECTION_ESTABLISHED, EventType.CONNECTION_CLOSED);
      for (EventType stage : stages) {
        Await.until(
            stage.text(), LIMIT, () -> seen.events(stage, peer.port()).size() == connections);
        assertThat(seen.events(stage, peer.port()))
            .extracting(event -> connection(event).cookie())
            .doesNotHaveDuplicates();
      }
      assertThat(peer.connections()).isEqualTo(connections);
    }
  }

  private static int port(@Nullable Endpoint end) {
    return Objects.requireNonNull(end).port();
  }

  private static int pid(Event event) {
    return Objects.requireNonNull(event.process()).pid();
  }

  private static long duration(Event event) {
    return Objects.requireNonNull(event.totals()).durationNanos();
  }
}
