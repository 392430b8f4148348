package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An inbound connection is one event, and belongs to the process that listens. */
final class AcceptIT extends ObservedTest {

  /** Arguments: address, how many to accept. Each is greeted with a byte. */
  private static final String SERVE =
      """
      import socket, sys
      server = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
      server.bind((sys.argv[1], 0)); server.listen(128)
      print(server.getsockname()[1], flush=True)
      for i in range(int(sys.argv[2])):
          s, peer = server.accept(); print(peer[1], flush=True); s.send(b'!'); s.close()
      """;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "::1, ::1",
    "::, ::1",
    "::, 127.0.0.1" // on a dual-stack listener
  })
  void tellsBothEnds(String listening, String to) throws IOException {
    Program program = scope.python(SERVE, listening, 1);
    int port = program.number();
    int clientPort = connect(to, port);
    assertThat(program.number()).isEqualTo(clientPort);
    program.end();

    Event event = only(EventType.ACCEPT, port);
    assertThat(Objects.requireNonNull(event.process()).pid()).isEqualTo(program.pid());
    assertThat(event.threadId()).isZero();
    Connection connection = Objects.requireNonNull(event.connection());
    assertThat(connection.inbound()).isTrue();
    IpAddress address = Objects.requireNonNull(IpAddress.parse(to));
    assertThat(Objects.requireNonNull(connection.local()).address()).isEqualTo(address);
    assertThat(connection.remote()).isEqualTo(new Endpoint(address, clientPort));
    assertThat(seen.flows(flow -> flow.inbound() && flow.peer().port() == port))
        .singleElement()
        .satisfies(flow -> assertThat(flow.connections()).isEqualTo(1));
  }

  @Test
  void isOneEventForEachConnection() throws IOException {
    Program program = scope.python(SERVE, "127.0.0.1", 100);
    int port = program.number();
    for (int i = 0; i < 100; i++) {
      connect("127.0.0.1", port);
    }
    List<Integer> clients = IntStream.range(0, 100).map(i -> program.number()).boxed().toList();
    program.end();

    assertThat(seen.events(EventType.ACCEPT, port))
        .extracting(
            event ->
                Objects.requireNonNull(Objects.requireNonNull(event.connection()).remote()).port())
        .containsExactlyElementsOf(clients);
  }

  @Test
  void belongsToTheListenerWhoeverAccepts() throws IOException {
    Program program =
        scope.python(
            """
            import os, socket, sys
            server = socket.create_server(('127.0.0.1', 0))
            print(os.getpid()); print(server.getsockname()[1], flush=True)
            if os.fork() == 0:
                s, peer = server.accept(); s.send(b'!'); os._exit(0)
            server.close(); os.wait()
            """);
    int listener = program.number();
    int port = program.number();
    connect("127.0.0.1", port);
    program.end();

    assertThat(Objects.requireNonNull(only(EventType.LISTEN, port).process()).pid())
        .isEqualTo(listener);
    assertThat(Objects.requireNonNull(only(EventType.ACCEPT, port).process()).pid())
        .isEqualTo(listener);
  }

  @Test
  void isSeenOnAListenerOlderThanTheProbe() throws IOException {
    try (Scope older = Scope.create()) {
      Program program = older.python(SERVE, "127.0.0.1", 1);
      int port = program.number();
      try (Observation late = Observation.of(older)) {
        int clientPort = connect("127.0.0.1", port);
        program.end();

        List<Event> accepted = late.events(EventType.ACCEPT, port);
        assertThat(accepted)
            .singleElement()
            .satisfies(
                event ->
                    assertThat(Objects.requireNonNull(event.process()).pid())
                        .isEqualTo(program.pid()));
        assertThat(Objects.requireNonNull(accepted.getFirst().connection()).client())
            .hasToString("127.0.0.1:" + clientPort);
      }
    }
  }

  /** From outside the scope. Returns the client's port once the server has greeted it. */
  private static int connect(String address, int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getByName(address), port)) {
      assertThat(client.getInputStream().read()).isEqualTo('!');
      return client.getLocalPort();
    }
  }
}
