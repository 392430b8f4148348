package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that changes beneath a real sidecar. */
@LabTest
final class PolicyReloadIT {

  private static final int REFUSED = 111;

  /** A datagram socket, so that nothing is sent when it is not refused. */
  private static final String CONNECT =
      """
      import socket, sys
      for line in iter(sys.stdin.readline, ''):
          with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
              print(s.connect_ex(('192.0.2.1', 53)), flush=True)
      """;

  private static final String HEAD =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: changing, namespace: test}
      """;

  private static final String NOTHING = HEAD + "spec: {mode: Enforce, allow: []}\n";
  private static final String EVERYTHING =
      HEAD + "spec: {mode: Enforce, allow: [{to: [{cidr: 0.0.0.0/0}], ports: any}]}\n";

  @TempDir Path folder;
  @AutoClose WatchedScope scope;
  private Path policy;

  @BeforeEach
  void make() throws IOException {
    scope = WatchedScope.create();
    policy = folder.resolve("policy.yaml");
    Files.writeString(policy, NOTHING);
  }

  private static int connect(Program program) {
    program.go();
    return program.number();
  }

  @Test
  void isPutInForceAndStaysWhenTheNextIsBroken() throws IOException {
    try (PosternProcess sidecar =
        PosternProcess.start(
            folder,
            "sidecar",
            "--cgroup",
            scope.path().toString(),
            "--policy",
            "policy.yaml",
            "--reload-seconds",
            "1")) {
      sidecar.awaitErrors("postern: watching ");
      Program program = scope.python(CONNECT);
      assertThat(connect(program)).isEqualTo(REFUSED);

      Files.writeString(policy, EVERYTHING);
      sidecar.awaitErrors("postern: policy reloaded: enforce, 1 policy, 1 entry that allows");
      assertThat(connect(program)).isNotEqualTo(REFUSED);

      Files.writeString(policy, "");
      sidecar.awaitErrors("postern: keeping the policy of ");
      assertThat(sidecar.errors()).contains("policy.yaml: the file is empty");
      assertThat(connect(program)).isNotEqualTo(REFUSED);

      Files.writeString(policy, NOTHING);
      sidecar.signal("HUP");
      sidecar.awaitErrors("policy reloaded: enforce, 1 policy, 0 entries that allow");
      assertThat(connect(program)).isEqualTo(REFUSED);

      program.close();
      scope.cgroup().end();
      sidecar.signal("TERM");
      sidecar.await().orThrow();
    }
  }
}
