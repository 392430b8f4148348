package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What else can be connected or sent without privilege: UDP-Lite and ping sockets. */
final class OtherProtocolsIT extends ObservedTest {

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "127.0.0.1, ::ffff:127.0.0.1"})
  void anUnconnectedDatagramOfUdpLiteIsSeenLikeUdp(String server, String to) {
    Program program = scope.tester("udp-lite", "sendto", server, to);
    int port = program.number();
    assertThat(program.number()).as("bytes at the server").isEqualTo(4);
    program.end();

    Event event = only(EventType.SENDTO, port);
    assertThat(owner(event).pid()).isEqualTo(program.pid());
    assertThat(connection(event).transport()).isEqualTo(Transport.UDP);
    assertThat(remote(event).address()).hasToString(server);
    assertFlow(port, false, 1, 4, 0);
  }

  /** No kernel calls a hook there: docs/probe.md says so, and this test when one begins to. */
  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1"})
  void aConnectOfUdpLiteIsNotSeen(String server, String to) {
    Program program = scope.tester("udp-lite", "connect", server, to);
    program.line();
    assertThat(program.number()).as("bytes at the server").isEqualTo(4);
    program.end();
    assertThat(seen.events(EventType.CONNECT)).isEmpty();
    assertThat(seen.events(EventType.SENDTO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void aConnectedPingIsSeen(String to) {
    Program program = ping("connect", to);
    assertThat(seen.events(EventType.CONNECT))
        .singleElement()
        .satisfies(event -> assertThat(owner(event).pid()).isEqualTo(program.pid()))
        .satisfies(event -> assertThat(remote(event).address()).hasToString(to))
        .satisfies(event -> assertThat(connection(event).transport()).isEqualTo(Transport.ICMP));
  }

  /** No kernel calls a hook there: docs/probe.md says so, and this test when one begins to. */
  @Test
  void anUnconnectedPingIsNotSeen() {
    ping("sendto", "127.0.0.1");
    assertThat(seen.events(EventType.CONNECT)).isEmpty();
    assertThat(seen.events(EventType.SENDTO)).isEmpty();
  }

  private Program ping(String how, String to) {
    try (Network network = Network.create("echo 0 65535 > /proc/sys/net/ipv4/ping_group_range")) {
      Program program = scope.start(network.entering(Tester.command("ping", how, to)));
      assertThat(program.end()).as("an echo of as many bytes").isEqualTo(List.of("12"));
      return program;
    }
  }
}
