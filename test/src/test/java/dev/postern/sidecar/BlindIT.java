package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.MetricsEndpoint;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time without a sidecar is known to the next one, and so are pins that nobody needs any more. */
@LabTest
final class BlindIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BLIND = "postern_blind_seconds_total";
  private static final String LEAKED = "postern_leaked_pins";

  /** For each line: a refused connect on a socket of its own, and its error. */
  private static final String CONNECT =
      """
      import socket, sys
      for line in iter(sys.stdin.readline, ''):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              print(s.connect_ex(('192.0.2.1', 53)), flush=True)
      """;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: nothing, namespace: test}
      spec: {mode: Enforce, allow: []}
      """;

  private static final String RULE =
      """
      - rule: Refused
        desc: whatever a policy refuses
        condition: evt.type = connection_blocked
        output: "refused %proc.name"
        priority: NOTICE
      """;

  @TempDir Path folder;
  @AutoClose WatchedScope scope;
  @AutoClose PinsFolder pins;

  @BeforeEach
  void make() throws IOException {
    scope = WatchedScope.create();
    pins = PinsFolder.of(scope);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("rules.yaml"), RULE);
  }

  private PosternProcess sidecar(WatchedScope of) {
    PosternProcess sidecar =
        PosternProcess.start(
            folder,
            "sidecar",
            "--cgroup",
            of.path().toString(),
            "--rules",
            "rules.yaml",
            "--policy",
            "policy.yaml",
            "--pins",
            pins.path().toString(),
            "--format",
            "text",
            "--metrics",
            "127.0.0.1:0");
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  private static double metric(PosternProcess sidecar, String name) {
    return MetricsEndpoint.announcedIn(sidecar.errors()).scrape().number(name);
  }

  private static long alerts(PosternProcess sidecar) {
    return sidecar.output().lines().filter(line -> line.contains("refused python3")).count();
  }

  private static void end(PosternProcess sidecar, String signal) {
    sidecar.signal(signal);
    Await.until("its end", LIMIT, () -> !sidecar.handle().isAlive());
  }

  private static int refused(Program program) {
    program.go();
    return program.number();
  }

  @Test
  void theNextSidecarSaysForHowLongNobodyWatched() throws IOException {
    Program program = scope.python(CONNECT);
    try (PosternProcess first = sidecar(scope)) {
      assertThat(metric(first, BLIND)).isZero();
      assertThat(first.errors()).doesNotContain("nobody watched");
      end(first, "KILL");
    }
    assertThat(refused(program)).isEqualTo(111);
    double blind;
    try (PosternProcess second = sidecar(scope)) {
      blind = metric(second, BLIND);
      assertThat(blind).isPositive();
      assertThat(second.errors())
          .containsPattern("postern: nobody watched for [0-9.]+ s; [1-9][0-9]* events waited");
      Await.until("the alert", LIMIT, () -> alerts(second) == 1);
      end(second, "TERM"); // the program is left, and with it the pins
    }
    try (PosternProcess third = sidecar(scope)) {
      assertThat(metric(third, BLIND)).isGreaterThan(blind);
      assertThat(third.errors()).contains("postern: nobody watched for ");
    }
    program.close();
  }

  @Test
  void pinsOfAScopeThatIsGoneAreCountedUntilTheNextStart() throws IOException {
    WatchedScope gone = WatchedScope.create();
    try (PosternProcess stays = sidecar(scope)) {
      try (PosternProcess dies = sidecar(gone)) {
        end(dies, "KILL");
        assertThat(metric(stays, LEAKED)).as("its scope is there").isZero();
      } finally {
        gone.close();
      }
      Await.until("the kernel lets go", LIMIT, () -> metric(stays, LEAKED) == 1);
      try (WatchedScope another = WatchedScope.create();
          PosternProcess next = sidecar(another)) {
        assertThat(metric(next, LEAKED)).isZero();
        assertThat(metric(stays, LEAKED)).isZero();
        end(next, "TERM");
      }
    }
  }
}
