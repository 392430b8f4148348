package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to connect is one event, with the destination that the program asked for. */
final class ConnectIT extends ObservedTest {

  /** Arguments: family, type, address to connect to, address to listen on. */
  private static final String CONNECT =
      """
      import os, socket, sys
      family = getattr(socket, sys.argv[1]); kind = getattr(socket, sys.argv[2])
      server = socket.socket(socket.AF_INET6 if ':' in sys.argv[4] else socket.AF_INET, kind)
      server.bind((sys.argv[4], 0))
      if kind == socket.SOCK_STREAM: server.listen()
      port = server.getsockname()[1]
      client = socket.socket(family, kind)
      client.connect((sys.argv[3], port))
      print(os.getpid()); print(port)
      """;

  @ParameterizedTest
  @CsvSource({
    "AF_INET, SOCK_STREAM, 127.0.0.1, 127.0.0.1, 127.0.0.1",
    "AF_INET, SOCK_STREAM, 127.9.8.7, 127.9.8.7, 127.9.8.7",
    "AF_INET6, SOCK_STREAM, ::1, ::1, ::1",
    "AF_INET6, SOCK_STREAM, ::ffff:127.0.0.1, 127.0.0.1, 127.0.0.1",
    "AF_INET, SOCK_DGRAM, 127.0.0.1, 127.0.0.1, 127.0.0.1",
    "AF_INET6, SOCK_DGRAM, ::1, ::1, ::1",
    "AF_INET6, SOCK_DGRAM, ::ffff:127.0.0.1, 127.0.0.1, 127.0.0.1"
  })
  void isOneEvent(String family, String kind, String to, String listen, String reported) {
    Program program = scope.python(CONNECT, family, kind, to, listen);
    int pid = program.number();
    int port = program.number();
    program.end();

    Event event = only(EventType.CONNECT, port);
    assertThat(Objects.requireNonNull(event.process()).pid()).isEqualTo(pid);
    assertThat(event.result()).isEqualTo(Event.EINPROGRESS);
    Connection connection = Objects.requireNonNull(event.connection());
    assertThat(connection.inbound()).isFalse();
    assertThat(connection.remote())
        .hasToString(reported.contains(":") ? "[" + reported + "]:" + port : reported + ":" + port);
    assertThat(connection.transport())
        .isEqualTo(kind.equals("SOCK_STREAM") ? Transport.TCP : Transport.UDP);
  }

  @Test
  void isSeenWhenItIsRefused() {
    Program program =
        scope.python(
            """
            import errno, socket
            closed = socket.socket(); closed.bind(('127.0.0.1', 0)) # bound, never listening
            client = socket.socket()
            assert client.connect_ex(closed.getsockname()) == errno.ECONNREFUSED
            print(closed.getsockname()[1])
            """);
    only(EventType.CONNECT, program.number());
  }

  @Test
  void isSeenOnceWhenTheProgramDoesNotWait() {
    Program program =
        scope.python(
            """
            import errno, select, socket
            server = socket.create_server(('127.0.0.1', 0))
            client = socket.socket(); client.setblocking(False)
            assert client.connect_ex(server.getsockname()) in (0, errno.EINPROGRESS)
            select.select([], [client], [])
            assert client.connect_ex(server.getsockname()) in (0, errno.EISCONN)
            print(server.getsockname()[1])
            """);
    only(EventType.CONNECT, program.number());
  }

  /** In a network of its own nothing has a route, whatever the machine's network is. */
  @ParameterizedTest
  @CsvSource({"AF_INET, 203.0.113.1", "AF_INET6, 2001:db8::1"})
  void isSeenWhenThereIsNoRoute(String family, String to) {
    String script =
        """
        import errno, socket, sys
        client = socket.socket(getattr(socket, sys.argv[1]))
        error = client.connect_ex((sys.argv[2], 4711))
        assert error in (errno.ENETUNREACH, errno.EADDRNOTAVAIL), error
        """;
    var command = Program.python(script, family, to);
    command.addAll(0, List.of("/usr/bin/unshare", "--net"));
    scope.start(command).end();

    Connection connection = Objects.requireNonNull(only(EventType.CONNECT, 4711).connection());
    assertThat(Objects.requireNonNull(connection.remote()).address()).hasToString(to);
  }

  @Test
  void isOneEventForASocketAndADestination() {
    Program program =
        scope.python(
            """
            import socket
            def bound():
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0))
                return s
            first, second = bound(), bound()
            client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            for i in range(5): client.connect(first.getsockname())
            for i in range(5): client.connect(second.getsockname())
            client.connect(first.getsockname()) # and back
            other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            other.connect(second.getsockname())
            print(first.getsockname()[1]); print(second.getsockname()[1])
            """);
    int first = program.number();
    int second = program.number();

    assertThat(seen.events(EventType.CONNECT, first)).hasSize(1);
    assertThat(seen.events(EventType.CONNECT, second))
        .extracting(event -> Objects.requireNonNull(event.connection()).cookie())
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(seen.events(EventType.CONNECT)).hasSize(3);
  }
}
