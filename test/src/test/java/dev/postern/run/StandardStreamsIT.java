package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.LabTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of a process' standard streams are network sockets, asked in a process that has some. */
@LabTest
class StandardStreamsIT {

  /** Becomes what follows, with a socket of the family as standard input. */
  private static final String WITH_SOCKET =
      """
      import os, socket, sys
      if sys.argv[1] == 'local':
          a, b = socket.socketpair()
      else:
          server = socket.create_server(('127.0.0.1', 0)); a = socket.create_connection(server.getsockname())
      os.dup2(a.fileno(), 0)
      os.execvp(sys.argv[2], sys.argv[2:])
      """;

  /** What the tests start in a process of its own. */
  static final class Warnings {

    private Warnings() {}

    public static void main(String[] args) {
      StandardStreams.warnings().forEach(System.out::println);
      System.out.println("end");
    }
  }

  private static List<String> warnings(String family) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try (Program program =
        Program.start(
            Program.python(
                WITH_SOCKET,
                family,
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Warnings.class.getName()))) {
      return program.end();
    }
  }

  @Test
  void aNetworkSocketIsNamed() {
    assertThat(warnings("network"))
        .containsExactly(
            "standard input is a network socket made outside of the scope, which no policy was"
                + " asked about: pass a pipe or a file instead",
            "end");
  }

  @Test
  void aLocalOneIsLikeAPipe() {
    assertThat(warnings("local")).containsExactly("end");
  }
}
