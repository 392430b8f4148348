package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever a socket comes from, its connection is the process' that connects it. */
final class SocketOriginIT extends ObservedTest {

  @AutoClose TcpPeer peer;

  @BeforeEach
  void listen() {
    peer = TcpPeer.on("127.0.0.1");
  }

  @Test
  void mayBeBoundBefore() {
    Program program = scope.tester("connect-bound", "127.0.0.5", "127.0.0.1", peer.port());
    int from = program.number();
    program.end();
    assertThat(peer.connections()).isEqualTo(1);

    assertThat(owner(only(EventType.CONNECT, peer.port())).pid()).isEqualTo(program.pid());
    Endpoint local =
        Objects.requireNonNull(
            connection(only(EventType.CONNECTION_ESTABLISHED, peer.port())).local());
    assertThat(local).hasToString("127.0.0.5:" + from);
  }

  @Test
  void mayBeOlderThanTheProbe() {
    try (Scope older = Scope.create()) {
      Program program = older.tester("connect-later", "127.0.0.1", peer.port());
      assertThat(program.line()).isEqualTo("ready");
      try (Observation late = Observation.of(older)) {
        program.go();
        int pid = program.number();
        program.end();
        assertThat(peer.connections()).isEqualTo(1);

        assertThat(late.events(EventType.CONNECT, peer.port()))
            .singleElement()
            .satisfies(event -> assertThat(owner(event).pid()).isEqualTo(pid))
            .satisfies(
                event ->
                    assertThat(owner(event).exePath())
                        .isEqualTo(Tester.path("connect-later").toString()));
        assertThat(late.events(EventType.CONNECTION_ESTABLISHED, peer.port())).hasSize(1);
      }
    }
  }

  @Test
  void mayBeAnotherProcess() {
    Program program = scope.tester("pass-socket", "127.0.0.1", peer.port());
    int maker = program.number();
    int connecting = program.number();
    program.end();
    assertThat(peer.connections()).isEqualTo(1);

    Event event = only(EventType.CONNECT, peer.port());
    assertThat(owner(event).pid()).isEqualTo(connecting).isNotEqualTo(maker);
    assertThat(owner(event).parentPid()).isEqualTo(maker);
    assertThat(owner(only(EventType.CONNECTION_ESTABLISHED, peer.port())).pid())
        .isEqualTo(connecting);
  }
}
