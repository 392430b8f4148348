package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts stay in force and events wait when a sidecar dies, and the next one goes on. */
@LabTest
final class PolicyOutlivesIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int STORM = 10_000;
  private static final String DESTINATION = "to 192.0.2.1 (deny by EgressPolicy test/nothing)";

  /**
   * Connects as often as it is told to and says how often that was refused. A datagram socket, so
   * that nothing is sent even if it is not.
   */
  private static final String CONNECT =
      """
      import socket, sys
      for line in iter(sys.stdin.readline, ''):
          refused = 0
          for i in range(int(sys.argv[1])):
              with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
                  refused += s.connect_ex(('192.0.2.1', 53)) == 111
          print(refused, flush=True)
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
        output: "refused %proc.name to %fd.rip (%postern.verdict by %postern.rule)"
        priority: NOTICE
      """;

  @TempDir Path folder;
  @AutoClose private WatchedScope scope;
  @AutoClose private PinsFolder pins;

  @BeforeEach
  void make() throws IOException {
    scope = WatchedScope.create();
    pins = PinsFolder.of(scope);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Files.writeString(folder.resolve("rules.yaml"), RULE);
  }

  private PosternProcess sidecar() {
    PosternProcess sidecar =
        PosternProcess.start(
            folder,
            "sidecar",
            "--cgroup",
            scope.path().toString(),
            "--rules",
            "rules.yaml",
            "--policy",
            "policy.yaml",
            "--pins",
            pins.path().toString(),
            "--ring-size",
            "4m",
            "--format",
            "text");
    sidecar.awaitErrors("postern: watching ");
    return sidecar;
  }

  private static long alerts(PosternProcess sidecar) {
    return sidecar.output().lines().filter(line -> line.contains("refused python3")).count();
  }

  private static boolean isEmpty(WatchedScope scope) {
    try {
      return !scope.cgroup().isPopulated();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int refused(Program program) {
    program.go();
    return program.number();
  }

  private static void kill(PosternProcess sidecar) {
    sidecar.signal("KILL");
    Await.holds(LIMIT, () -> !sidecar.handle().isAlive());
  }

  @Test
  void aKilledSidecarsVerdictsStayAndItsEventsWait() throws IOException {
    Program program = scope.python(CONNECT, 100);
    try (PosternProcess first = sidecar()) {
      assertThat(refused(program)).isEqualTo(100);
      Await.holds(LIMIT, () -> alerts(first) == 100);
      kill(first);
    }
    assertThat(refused(program)).as("with nobody there").isEqualTo(100);
    try (PosternProcess second = sidecar()) {
      Await.holds(LIMIT, () -> alerts(second) == 100);
      assertThat(second.output()).contains(DESTINATION);
      assertThat(refused(program)).isEqualTo(100);
      Await.holds(LIMIT, () -> alerts(second) == 200);
      second.signal("TERM");
      second.await().orThrow();
    }
    assertThat(refused(program)).as("ended, but not alone in the scope").isEqualTo(100);
    program.close();
    Await.holds(LIMIT, () -> isEmpty(scope));
    try (PosternProcess third = sidecar()) {
      third.signal("TERM");
      third.await().orThrow();
    }
    assertThat(pins.path()).as("nobody is left").doesNotExist();
    assertThat(scope.attached()).isEmpty();
  }

  @Test
  void noneOfAStormPassesAndNoneIsMissed() throws IOException {
    Program program = scope.python(CONNECT, STORM);
    try (PosternProcess first = sidecar()) {
      program.go();
      Await.holds(LIMIT, () -> alerts(first) > 0);
      kill(first);
      assertThat(program.number()).isEqualTo(STORM);
      try (PosternProcess second = sidecar()) {
        Await.holds(LIMIT, () -> refusals(first, second).size() >= STORM);
        second.signal("TERM");
        assertThat(second.await().orThrow().errors()).doesNotContain("lost");
        // What the first was just telling when it was killed is told again: each has its own time.
        assertThat(refusals(first, second)).hasSize(STORM);
      }
    }
    program.close();
  }

  /** Each refusal once, whoever told it: a line that a kill cut short is none. */
  private static Set<String> refusals(PosternProcess... sidecars) {
    return Stream.of(sidecars)
        .flatMap(sidecar -> sidecar.output().lines())
        .filter(line -> line.endsWith("refused python3 " + DESTINATION))
        .collect(Collectors.toSet());
  }
}
