package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.metrics.PortClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code postern run --metrics}: the counters while the command runs, and the table at its end. */
@LabTest
class RunMetricsIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PYTHON = "/usr/bin/python3";

  /**
   * Asks an HTTP server as often as it is told to, says so, waits until somebody writes into a
   * pipe, and does it again.
   */
  private static final String ASK =
      """
      import socket, sys
      for part in range(2):
          for _ in range(int(sys.argv[2])):
              with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as s:
                  s.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')
                  while s.recv(100): pass
          print('part', part, flush=True)
          if part == 0: open(sys.argv[3]).read()
      """;

  @TempDir Path folder;

  @Test
  void countersAreThereWhileTheCommandRunsAndScrapesTakeNothingFromTheTable() throws Exception {
    RunRules.writeTo(folder);
    int times = 15;
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (CountingServer server = new CountingServer();
        PosternProcess postern =
            PosternProcess.start(
                folder,
                "run",
                "--rules",
                "rules.yaml",
                "--container",
                "web",
                "--metrics",
                "127.0.0.1:0",
                "--",
                PYTHON,
                "-SE",
                "-c",
                ASK,
                String.valueOf(server.port()),
                String.valueOf(times),
                pipe.toString())) {
      postern.awaitOutput("part 0\n");
      MetricsEndpoint endpoint = MetricsEndpoint.announcedIn(postern.errors());
      assertThat(endpoint.status("/ready")).isEqualTo(200);
      Map<String, Map<String, Long>> expected = expected(server);
      Await.holds(LIMIT, () -> shown(endpoint, expected).equals(expected));
      assertThat(shown(endpoint, expected)).isEqualTo(expected);
      assertThat(endpoint.scrape().series("postern_alerts_total"))
          .containsEntry("priority=\"Warning\",rule=\"First\"", (long) times)
          .containsEntry("priority=\"Notice\",rule=\"Second\"", (long) times);

      Files.writeString(pipe, "go on");
      CommandResult result = postern.await().orThrow();
      assertThat(result.output()).isEqualTo("part 0\npart 1\n");
      assertThat(RunRules.table(result)).containsExactly(server.row("python3"));
      assertThat(server.row("python3")).contains(" tcp " + 2 * times + " ");
      assertThat(endpoint.status("/live")).isEqualTo(MetricsEndpoint.REFUSED);
    }
  }

  private static Map<String, Map<String, Long>> expected(CountingServer server) throws IOException {
    String labels =
        "container=\"web\",destination=\"loopback\",direction=\"outbound\",port=\"%s\",process=\"%s\",protocol=\"tcp\""
            .formatted(
                PortClass.of(Transport.TCP, server.port()).text(),
                Path.of(PYTHON).toRealPath().getFileName());
    return Map.of(
        "postern_connections_total", Map.of(labels, server.connections()),
        "postern_sent_bytes_total", Map.of(labels, server.received()),
        "postern_received_bytes_total", Map.of(labels, server.sent()),
        "postern_connection_failures_total", Map.of());
  }

  private static Map<String, Map<String, Long>> shown(
      MetricsEndpoint endpoint, Map<String, Map<String, Long>> expected) {
    return endpoint.scrape().of(expected.keySet());
  }

  @Test
  void anAddressInUseStartsNothing() throws IOException {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PosternProcess postern =
            PosternProcess.start(
                folder,
                "run",
                "--metrics",
                "127.0.0.1:" + holder.getLocalPort(),
                "--",
                "touch",
                "ran")) {
      CommandResult result = postern.await();
      assertThat(result.errors().lines())
          .singleElement()
          .asString()
          .startsWith(
              "postern run: cannot serve metrics on 127.0.0.1:" + holder.getLocalPort() + " (")
          .endsWith("): name another with --metrics ADDR:PORT");
      assertThat(result.output()).isEmpty();
      assertThat(result.status()).isOne();
      assertThat(folder.resolve("ran")).doesNotExist();
      assertThat(postern.cgroups()).isEmpty();
    }
  }
}
