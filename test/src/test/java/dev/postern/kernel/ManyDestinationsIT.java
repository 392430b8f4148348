package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One system call to several destinations is an event for each. */
final class ManyDestinationsIT extends ObservedTest {

  private static final int PEERS = 5;

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1", "::1, ::1", "127.0.0.1, ::ffff:127.0.0.1"})
  void ofOneSendmmsg(String server, String to) {
    List<UdpPeer> peers = new ArrayList<>();
    try {
      List<Object> arguments = new ArrayList<>(List.of(to));
      for (int i = 0; i < PEERS; i++) {
        peers.add(UdpPeer.on(server));
        arguments.add(peers.getLast().port());
      }
      Program program = scope.tester("send-many", arguments.toArray());
      assertThat(program.number()).isEqualTo(PEERS);
      program.end();

      for (UdpPeer peer : peers) {
        assertThat(peer.datagrams()).isEqualTo(1);
        var event = only(EventType.SENDTO, peer.port());
        assertThat(owner(event).pid()).isEqualTo(program.pid());
        assertThat(remote(event).address()).hasToString(server);
        assertFlow(peer.port(), false, 1, 4, 8);
      }
      assertThat(seen.events(EventType.SENDTO)).hasSize(PEERS);
    } finally {
      peers.forEach(UdpPeer::close);
    }
  }
}
