package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import dev.postern.lab.Await;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Multipath TCP (RFC 8684), spoken or asked for in vain, is TCP to who watches. */
final class MptcpIT extends ObservedTest {

  private static final int MPTCP = 262;
  private static final int UP = 100_000;
  private static final int DOWN = 50_000;

  @AutoClose Network network;

  @BeforeEach
  void makeNetwork() {
    network =
        Network.create(
            """
            echo 1 > /proc/sys/net/mptcp/enabled
            ip address add 192.0.2.1/32 dev lo
            ip address add 192.0.2.2/32 dev lo
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "262, 262, 127.0.0.1, 127.0.0.1",
    "262, 262, ::1, ::1",
    "262, 262, ::ffff:127.0.0.1, 127.0.0.1",
    "262, 0, 127.0.0.1, 127.0.0.1",
    "262, 0, ::1, ::1",
    "0, 262, 127.0.0.1, 127.0.0.1",
    "0, 262, ::1, ::1"
  })
  void isOneConnection(int client, int server, String to, String listening) {
    Program serving = start("serve", server, listening, 1, DOWN);
    int port = serving.number();
    Program program = start("talk", client, to, port, UP, 0);
    boolean spoken = client == MPTCP && server == MPTCP;
    assertThat(program.end())
        .containsExactly(program.pid() + (spoken ? " 1 " : " 0 ") + UP + " " + DOWN);
    assertThat(serving.end().getFirst()).endsWith(" " + UP + " " + DOWN);

    for (EventType type : List.of(EventType.CONNECT, EventType.CONNECTION_ESTABLISHED)) {
      Event event = every(1, type, port).getFirst();
      assertThat(owner(event).pid()).isEqualTo(program.pid());
      assertThat(owner(event).name()).isEqualTo("talk");
      assertThat(connection(event).transport()).isEqualTo(Transport.TCP);
      assertThat(remote(event).address()).hasToString(listening);
    }
    for (EventType type : List.of(EventType.LISTEN, EventType.ACCEPT)) {
      Event event = every(1, type, port).getFirst();
      assertThat(owner(event).pid()).isEqualTo(serving.pid());
      assertThat(connection(event).transport()).isEqualTo(Transport.TCP);
    }
    every(2, EventType.CONNECTION_CLOSED, port);
    if (spoken) {
      assertFlowOfAtLeast(port, false, UP, DOWN);
      assertFlowOfAtLeast(port, true, DOWN, UP);
    } else {
      assertFlow(port, false, 1, UP, DOWN);
      assertFlow(port, true, 1, DOWN, UP);
    }
    assertThat(seen.events(EventType.CONNECTION_FAILED)).isEmpty();
  }

  /**
   * The kernel opens another path in a worker of its own, and that is who the path's events name:
   * docs/probe.md says so. The other end's belong to the listener, as ever.
   */
  @Test
  void isOneConnectionForEachPath() {
    Program setup =
        Program.start(
            network.entering(
                List.of(
                    "/bin/sh",
                    "-ec",
                    "ip mptcp limits set subflow 2; ip mptcp endpoint add 192.0.2.2 subflow")));
    setup.end();
    Program serving = start("serve", MPTCP, "192.0.2.1", 1, DOWN);
    int port = serving.number();
    Program program = start("talk", MPTCP, "192.0.2.1", port, UP, 1);
    assertThat(program.end()).containsExactly(program.pid() + " 1 " + UP + " " + DOWN);
    assertThat(serving.end().getFirst()).endsWith(" " + UP + " " + DOWN);

    for (EventType type : List.of(EventType.CONNECT, EventType.CONNECTION_ESTABLISHED)) {
      List<Event> paths = every(2, type, port);
      assertThat(owner(paths.getFirst()).pid()).isEqualTo(program.pid());
      assertThat(owner(paths.getLast()).name()).startsWith("kworker/");
      assertThat(owner(paths.getLast()).exePath()).isNull();
      assertThat(connection(paths.getLast()).transport()).isEqualTo(Transport.TCP);
      assertThat(remote(paths.getLast()).address()).hasToString("192.0.2.1");
    }
    assertThat(every(2, EventType.ACCEPT, port))
        .extracting(event -> owner(event).pid())
        .containsOnly(serving.pid());
    assertThat(every(4, EventType.CONNECTION_CLOSED, port))
        .filteredOn(event -> !connection(event).inbound())
        .extracting(event -> Objects.requireNonNull(event.totals()).bytesSent())
        .hasSize(2)
        // What one path lost another repeats, and both are on the wire.
        .satisfies(
            sent ->
                assertThat(sent.stream().mapToLong(Long::longValue).sum())
                    .isGreaterThanOrEqualTo(UP));
  }

  /** Under load MPTCP sends some bytes again as new bytes of the path (RFC 8684, 3.3.6). */
  private void assertFlowOfAtLeast(int port, boolean inbound, long sent, long received) {
    Predicate<ObservedFlow> wanted =
        flow ->
            flow.peer().port() == port
                && flow.inbound() == inbound
                && flow.bytesSent() >= sent
                && flow.bytesReceived() >= received;
    Await.holds(LIMIT, () -> !seen.flows(wanted).isEmpty());
    assertThat(seen.flows(wanted)).extracting(ObservedFlow::connections).containsExactly(1L);
  }

  private Program start(String tester, Object... arguments) {
    return scope.start(network.entering(Tester.command(tester, arguments)));
  }
}
