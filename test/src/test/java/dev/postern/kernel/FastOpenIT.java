package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.ConnectionTotals;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP fast open (RFC 7413): payload that leaves with the SYN hides neither itself nor anybody. */
final class FastOpenIT extends ObservedTest {

  /** Client and server; a cookie is asked for by the first connection and used by the others. */
  private static final int WITH_COOKIE = 0x3;

  /** The same, and neither end needs a cookie. */
  private static final int WITHOUT_COOKIE = 0x207;

  private static final int CONNECTIONS = 3;
  private static final int UP = 1000;
  private static final int DOWN = 500;

  @ParameterizedTest
  @CsvSource({
    "sendto, 127.0.0.1, 127.0.0.1, true",
    "sendto, ::1, ::1, true",
    "sendto, ::ffff:127.0.0.1, 127.0.0.1, true",
    "sendto, 127.0.0.1, 127.0.0.1, false",
    "option, 127.0.0.1, 127.0.0.1, true",
    "option, ::1, ::1, true",
    "option, ::ffff:127.0.0.1, 127.0.0.1, true",
    "option, ::1, ::1, false"
  })
  void isOneConnectOfTheSameBytes(String how, String to, String server, boolean cookie) {
    int mode = cookie ? WITH_COOKIE : WITHOUT_COOKIE;
    try (Network network = Network.create("echo " + mode + " > /proc/sys/net/ipv4/tcp_fastopen")) {
      Program serving =
          scope.start(network.entering(Tester.command("serve", 0, server, CONNECTIONS, DOWN)));
      int port = serving.number();
      Program program =
          scope.start(
              network.entering(Tester.command("fast-open", how, to, port, CONNECTIONS, UP)));
      assertEnds(program.end(), serving.end(), cookie);
      assertClient(program, server, port);
      assertServer(serving, port);
      for (Event event : every(2 * CONNECTIONS, EventType.CONNECTION_CLOSED, port)) {
        boolean servers = connection(event).inbound();
        ConnectionTotals totals = Objects.requireNonNull(event.totals());
        assertThat(owner(event).pid()).isEqualTo(servers ? serving.pid() : program.pid());
        assertThat(totals.bytesSent()).isEqualTo(servers ? DOWN : UP);
        assertThat(totals.bytesReceived()).isEqualTo(servers ? UP : DOWN);
      }
    }
  }

  /** What the programs say they did: the route is the one that is meant, and nothing was lost. */
  private static void assertEnds(List<String> sent, List<String> served, boolean cookie) {
    List<String> wanted = new ArrayList<>(List.of((cookie ? 0 : 1) + " 1000 500"));
    wanted.addAll(List.of("1 1000 500", "1 1000 500"));
    assertThat(sent).as("payload in the SYN, sent, received").isEqualTo(wanted);
    assertThat(served).allSatisfy(line -> assertThat(line).endsWith(" 1000 500"));
  }

  private void assertClient(Program program, String server, int port) {
    for (Event event : every(CONNECTIONS, EventType.CONNECT, port)) {
      assertThat(owner(event).pid()).isEqualTo(program.pid());
      assertThat(owner(event).name()).isEqualTo("fast-open");
      assertThat(event.threadId()).isEqualTo(program.pid());
      assertThat(connection(event).transport()).isEqualTo(Transport.TCP);
      assertThat(remote(event)).hasToString(bracketed(server) + ":" + port);
    }
    assertThat(every(CONNECTIONS, EventType.CONNECT, port))
        .extracting(event -> connection(event).cookie())
        .doesNotHaveDuplicates();
    assertThat(seen.events(EventType.SENDTO)).isEmpty();
    for (Event event : every(CONNECTIONS, EventType.CONNECTION_ESTABLISHED, port)) {
      assertThat(owner(event).pid()).isEqualTo(program.pid());
    }
    assertFlow(port, false, CONNECTIONS, CONNECTIONS * UP, CONNECTIONS * DOWN);
  }

  private void assertServer(Program serving, int port) {
    for (Event event : every(CONNECTIONS, EventType.ACCEPT, port)) {
      assertThat(owner(event).pid()).isEqualTo(serving.pid());
    }
    assertFlow(port, true, CONNECTIONS, CONNECTIONS * DOWN, CONNECTIONS * UP);
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
