package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listening socket is one event, with the port that it has in the end. */
final class ListenIT extends ObservedTest {

  @ParameterizedTest
  @CsvSource({
    "AF_INET, 127.0.0.1, 127.0.0.1",
    "AF_INET, 0.0.0.0, 0.0.0.0",
    "AF_INET6, ::1, ::1",
    "AF_INET6, ::, ::"
  })
  void tellsWhereItListens(String family, String address, String reported) {
    Program program =
        scope.python(
            """
            import socket, sys
            s = socket.socket(getattr(socket, sys.argv[1])); s.bind((sys.argv[2], 0))
            s.listen(); s.listen(5) # the second only changes the backlog
            print(s.getsockname()[1])
            """,
            family,
            address);
    Event event = only(EventType.LISTEN, program.number());

    assertThat(Objects.requireNonNull(event.process()).pid()).isEqualTo(program.pid());
    Connection connection = Objects.requireNonNull(event.connection());
    assertThat(connection.inbound()).isTrue();
    assertThat(connection.remote()).isNull();
    assertThat(Objects.requireNonNull(connection.local()).address()).hasToString(reported);
  }

  @ParameterizedTest
  @CsvSource({"AF_INET", "AF_INET6"})
  void tellsThePortThatTheKernelChose(String family) {
    Program program =
        scope.python(
            """
            import socket, sys
            s = socket.socket(getattr(socket, sys.argv[1])); s.listen()
            print(s.getsockname()[1])
            """,
            family);
    int port = program.number();
    assertThat(port).isNotZero();
    only(EventType.LISTEN, port);
  }

  @Test
  void isNotWhatABoundSocketDoes() {
    scope.python("import socket; s = socket.socket(); s.bind(('127.0.0.1', 0))").end();
    assertThat(seen.events()).extracting(Event::type).containsOnly(EventType.EXECVE);
  }
}
