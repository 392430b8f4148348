package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.ConnectionTotals;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket that connects more than once: each destination is told, each byte counted once. */
final class ReconnectIT extends ObservedTest {

  private static final int EALREADY = 114;
  private static final int EINPROGRESS = 115;

  /** A link whose other end takes no packet for its own, so that a SYN is never answered. */
  private static final String NO_ANSWER =
      """
      ip link add near type veth peer name far
      ip address add 198.51.100.1/24 dev near
      ip link set near up; ip link set far up
      ip neighbor add 198.51.100.2 lladdr 02:00:00:00:00:01 dev near
      """;

  @Test
  void anAttemptUnderWayIsToldOnce() {
    try (Network network = Network.create(NO_ANSWER)) {
      Program program =
          scope.start(network.entering(Tester.command("connect-often", "198.51.100.2", 4711)));
      assertThat(program.end()).containsExactly(EINPROGRESS + "", EALREADY + "");

      assertThat(owner(only(EventType.CONNECT, 4711)).pid()).isEqualTo(program.pid());
      Event failed = every(1, EventType.CONNECTION_FAILED, 4711).getFirst();
      assertThat(failed.result()).as("given up by the process").isZero();
      assertThat(owner(failed).pid()).isEqualTo(program.pid());
      assertFlow(4711, false, 1, 0, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ofTcpCountsEachConnectionForItself(String address) {
    Program first = scope.tester("serve", 0, address, 1, 70_000);
    Program second = scope.tester("serve", 0, address, 1, 30);
    int firstPort = first.number();
    int secondPort = second.number();
    Program program =
        scope.tester("reconnect", "stream", address, firstPort, 40_000, address, secondPort, 20);
    assertThat(program.end()).containsExactly("40000 70000", "20 30");
    assertThat(first.end().getFirst()).endsWith(" 40000 70000");
    assertThat(second.end().getFirst()).endsWith(" 20 30");

    only(EventType.CONNECT, firstPort);
    only(EventType.CONNECT, secondPort);
    assertFlow(firstPort, false, 1, 40_000, 70_000);
    assertFlow(secondPort, false, 1, 20, 30);
    assertClosed(firstPort, 40_000, 70_000);
    assertClosed(secondPort, 20, 30);
  }

  @Test
  void ofTcpToTheSameServerIsToldOnceAndCountedTwice() {
    Program serving = scope.tester("serve", 0, "127.0.0.1", 2, 300);
    int port = serving.number();
    String to = "127.0.0.1";
    scope.tester("reconnect", "stream", to, port, 200, to, port, 200).end();
    assertThat(serving.end()).hasSize(2).allSatisfy(line -> assertThat(line).endsWith(" 200 300"));

    only(EventType.CONNECT, port);
    every(2, EventType.CONNECTION_ESTABLISHED, port);
    every(2, EventType.ACCEPT, port);
    assertFlow(port, true, 2, 600, 400);
    assertFlow(port, false, 1, 400, 600);
    assertThat(every(4, EventType.CONNECTION_CLOSED, port))
        .filteredOn(event -> !connection(event).inbound())
        .hasSize(2)
        .allSatisfy(event -> assertTotals(event, 200, 300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void ofUdpCountsEachPeerForItself(String address) {
    try (UdpPeer first = UdpPeer.on(address);
        UdpPeer second = UdpPeer.on(address)) {
      Program program =
          scope.tester(
              "reconnect", "datagram", address, first.port(), 900, address, second.port(), 20);
      assertThat(program.end()).containsExactly("900 1800", "20 40");
      assertThat(List.of(first.received(), second.received())).containsExactly(900L, 20L);

      only(EventType.CONNECT, first.port());
      only(EventType.CONNECT, second.port());
      assertThat(seen.events(EventType.SENDTO)).isEmpty();
      assertFlow(first.port(), false, 1, 900, 1800);
      assertFlow(second.port(), false, 1, 20, 40);
    }
  }

  private void assertClosed(int port, long sent, long received) {
    assertThat(every(2, EventType.CONNECTION_CLOSED, port))
        .filteredOn(event -> !connection(event).inbound())
        .singleElement()
        .satisfies(event -> assertTotals(event, sent, received));
  }

  private static void assertTotals(Event event, long sent, long received) {
    ConnectionTotals totals = Objects.requireNonNull(event.totals());
    assertThat(List.of(totals.bytesSent(), totals.bytesReceived())).containsExactly(sent, received);
  }
}
