package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.ProcessImage;
import dev.postern.lab.LabTest;
import dev.postern.rules.MatchedRule;
import dev.postern.sensor.FlowRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many alerts as there were connections, and none of them of the wrong process. */
@LabTest
final class BurstIT {

  /** Arguments: UDP connects, TCP connects, TCP port. Says its name and the connects it made. */
  private static final String CONNECT =
      """
      import socket, sys
      udp, tcp, port = map(int, sys.argv[1:])
      done = 0
      for i in range(udp):
          s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
          s.connect(('127.0.0.1', port)); s.close(); done += 1
      for i in range(tcp):
          s = socket.socket(); s.connect(('127.0.0.1', port))
          assert s.recv(1) == b'!' # the server has counted it
          s.close(); done += 1
      print(open('/proc/self/comm').read().strip()); print(done)
      """;

  @AutoClose Scope scope;
  @AutoClose Detection detection;
  @AutoClose TcpPeer server;

  @TempDir Path folder;

  @BeforeEach
  void detect() {
    server = TcpPeer.on("127.0.0.1");
    scope = Scope.create();
    detection = Detection.of(scope);
  }

  private void assertNothingLost() {
    assertThat(detection.sensor().probe().counters().lost().values()).containsOnly(0L);
    assertThat(detection.sensor().probe().counters().failed().values()).containsOnly(0L);
    assertThat(detection.sensor().probe().counters().faults()).isZero();
    assertThat(detection.sensor().probe().counters().unreadable()).isZero();
  }

  /** Alerts by whom they accuse: pid and name. */
  private Map<String, Long> accused() {
    return detection.alerts().stream()
        .map(alert -> (Event) ((MatchedRule<?>) alert).event())
        .map(event -> Objects.requireNonNull(event.process()))
        .collect(Collectors.groupingBy(BurstIT::identity, Collectors.counting()));
  }

  private static String identity(ProcessImage process) {
    return process.pid() + " " + process.name();
  }

  @Test
  void ofOneProcessIsReportedInFull() {
    Program program = scope.python(CONNECT, 16_000, 4_000, server.port());
    String name = program.line();
    long connects = program.number();
    program.end();
    assertThat(connects).isEqualTo(20_000);
    assertThat(server.connections()).isEqualTo(4_000);

    assertThat(accused()).isEqualTo(Map.of(program.pid() + " " + name, connects));
    assertThat(detection.flows())
        .extracting(FlowRow::connections)
        .containsExactlyInAnyOrder(16_000L, 4_000L);
    assertNothingLost();
  }

  @Test
  void ofFourProcessesAtOnceIsReportedInFull() {
    List<Program> programs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      programs.add(scope.python(CONNECT, 4_500, 500, server.port()));
    }
    Map<String, Long> connects =
        programs.stream()
            .collect(
                Collectors.toMap(
                    program -> program.pid() + " " + program.line(),
                    program -> (long) program.number()));
    programs.forEach(Program::end);
    assertThat(connects.values()).containsOnly(5_000L);
    assertThat(server.connections()).isEqualTo(2_000);

    assertThat(accused()).isEqualTo(connects);
    assertNothingLost();
  }

  @Test
  void ofProcessesThatConnectAndEndIsReportedInFull() throws IOException {
    for (int i = 0; i < 200; i++) {
      Files.createSymbolicLink(folder.resolve("worker-" + i), Path.of("/usr/bin/bash"));
    }
    Program program =
        scope.start(
            "/bin/sh",
            "-c",
            """
            n=0
            while [ $n -lt 200 ]; do
              "$0/worker-$n" -c 'read name < /proc/$$/comm; echo $$ $name
                                 exec 3> /dev/udp/127.0.0.1/9' &
              n=$((n + 1)); [ $((n % 8)) = 0 ] && wait
            done
            wait
            rm "$0"/worker-*
            """,
            folder.toString());
    List<String> workers = program.end();
    assertThat(workers).hasSize(200).doesNotHaveDuplicates();

    assertThat(accused())
        .isEqualTo(workers.stream().collect(Collectors.toMap(worker -> worker, worker -> 1L)));
    assertNothingLost();
  }
}
