package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.scope.BpfFilesystem;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed run leaves goes with the next start, as soon as its command has ended. */
@LabTest
final class RunLeftoverIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: nothing, namespace: test}
      spec: {mode: Enforce, allow: []}
      """;

  @TempDir Path folder;

  private void runAnother(Path pins) {
    PosternProcess.run(
            folder, "run", "--policy", "policy.yaml", "--pins", pins.toString(), "--", "true")
        .orThrow();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static boolean isEmpty(Cgroup cgroup) {
    try {
      return !cgroup.isPopulated();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void goesWhenTheCommandHasEnded() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
    Path pins = BpfFilesystem.find().resolve("postern-left-it-" + ProcessHandle.current().pid());
    try (PosternProcess killed =
        PosternProcess.start(
            folder,
            "run",
            "--policy",
            "policy.yaml",
            "--pins",
            pins.toString(),
            "--",
            "sh",
            "-c",
            "echo up; exec sleep 600")) {
      killed.awaitOutput("up");
      killed.signal("KILL");
      assertThat(killed.await().status()).isEqualTo(137);
      Cgroup left = Cgroup.at(killed.cgroups().getFirst());
      Cgroup inside = left.child("inside");

      runAnother(pins);
      assertThat(left.isPopulated()).as("the command lives").isTrue();
      assertThat(inside.path()).as("and what it made").isDirectory();
      assertThat(entries(pins)).as("and is under its policy").hasSize(1);

      left.kill();
      Await.until("the command's end", LIMIT, () -> isEmpty(left));
      runAnother(pins);
      assertThat(left.path()).doesNotExist();
      assertThat(pins).doesNotExist();
    }
  }

  /** A run that has made its cgroup and not yet started its command, for instance. */
  @Test
  void staysWhileItsRunIsThere() throws IOException {
    String name = "postern-run-1-%x".formatted(System.nanoTime());
    try (Cgroup empty = CgroupFilesystem.find().create(name)) {
      String path = empty.path().toString();
      try (Program run =
          Program.start(List.of("/usr/bin/flock", path, "/bin/sh", "-c", "echo locked; cat"))) {
        assertThat(run.line()).isEqualTo("locked");
        PosternProcess.run(folder, "run", "--", "true").orThrow();
        assertThat(empty.path()).isDirectory();
        run.go();
      }
      Await.until("the end of the lock", LIMIT, () -> !empty.isThere() || canLock(path));
      PosternProcess.run(folder, "run", "--", "true").orThrow();
      assertThat(empty.path()).doesNotExist();
    }
  }

  private static boolean canLock(String path) {
    try {
      return new ProcessBuilder("/usr/bin/flock", "-n", path, "true").start().waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isOnlyWhatRunsMake() throws IOException {
    String name = "postern-run-of-somebody-%x".formatted(System.nanoTime());
    try (Cgroup other = CgroupFilesystem.find().create(name)) {
      PosternProcess.run(folder, "run", "--", "true").orThrow();
      assertThat(other.path()).isDirectory();
    }
  }
}
