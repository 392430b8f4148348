package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import dev.postern.scope.CgroupFilesystem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sidecar in a pod's place: in its own container's cgroup, with a cgroup namespace of its own in
 * which that is the top of {@code /sys/fs/cgroup}, and the host's hierarchy mounted elsewhere.
 */
@LabTest
class SidecarPodIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String APP = "aaaabbbbcccc" + "1".repeat(52);
  private static final String SIDECAR = "3ad7b26ded6d" + "0".repeat(52);

  /** As a container runtime mounts things. Ends up as the JVM, with its process id. */
  private static final String AS_IN_A_POD =
      """
      set -e
      mount --bind "$1" "$2"
      mount -t cgroup2 none /sys/fs/cgroup
      shift 2
      exec "$@"
      """;

  private final String uid = UUID.randomUUID().toString();
  @TempDir Path folder;
  private List<WatchedScope> scopes = List.of();
  private WatchedScope pod;
  private WatchedScope sidecar;

  @BeforeEach
  void make() throws IOException {
    WatchedScope node = WatchedScope.create();
    scopes = List.of(node);
    WatchedScope slice = node.child("kubepods.slice").child("kubepods-burstable.slice");
    pod = slice.child("kubepods-burstable-pod" + uid.replace('-', '_') + ".slice");
    sidecar = pod.child("cri-containerd-" + SIDECAR + ".scope");
    Files.createDirectory(folder.resolve("host"));
    ConnectRule.writeTo(folder);
  }

  @AfterEach
  void remove() {
    scopes.forEach(WatchedScope::close);
  }

  private Process start(String podUid) throws IOException {
    List<String> command =
        sidecar.joining(
            "unshare",
            "--cgroup",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            AS_IN_A_POD,
            "sh",
            CgroupFilesystem.find().root().toString(),
            folder.resolve("host").toString(),
            PosternProcess.script().toString(),
            "sidecar",
            "--rules",
            folder.resolve("rules.yaml").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().put("POSTERN_BUILT", "1");
    builder.environment().put("POD_UID", podUid);
    return builder.start();
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void findsItsPodAndNamesTheContainersBesideIt() throws IOException {
    Process process = start(uid);
    try {
      Await.until(
          "the sidecar", LIMIT, () -> read("errors").contains("watching") || !process.isAlive());
      assertThat(read("errors"))
          .startsWith("postern: watching " + folder.resolve("host"))
          .contains("-pod" + uid.replace('-', '_') + ".slice: 10 of 10 hooks\n");
      WatchedScope app = pod.child("cri-containerd-" + APP + ".scope"); // after the sidecar
      app.run("/usr/bin/python3", "-SE", "-c", ConnectRule.CONNECT_MANY, "9", "1").orThrow();
      Await.until("an alert", LIMIT, () -> !ConnectRule.alerts(read("output")).isEmpty());
      assertThat(ConnectRule.alerts(read("output")))
          .map(ConnectRule::fields)
          .map(JsonObject::getMap)
          .singleElement()
          .satisfies(fields -> assertThat(fields).containsEntry("container.id", "aaaabbbbcccc"));
    } finally {
      process.destroy();
      Await.until("its end", LIMIT, () -> !process.isAlive());
    }
    assertThat(process.exitValue()).isZero();
    assertThat(pod.attached()).isEmpty();
  }

  @Test
  void refusesAnotherPodsUid() throws IOException {
    String other = UUID.randomUUID().toString();
    pod.child("kubepods-pod" + other.replace('-', '_') + ".slice"); // the name alone proves nothing
    Process process = start(other);
    try {
      Await.until("its end", LIMIT, () -> !process.isAlive());
    } finally {
      process.destroyForcibly();
    }
    assertThat(read("errors").lines())
        .singleElement()
        .asString()
        .startsWith("postern sidecar: this process runs in " + folder.resolve("host"))
        .contains("/cri-containerd-" + SIDECAR + ".scope, which is not in pod " + other);
    assertThat(process.exitValue()).isOne();
  }
}
