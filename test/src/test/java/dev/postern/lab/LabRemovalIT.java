package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.scope.CgroupFilesystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a lab ends, nothing of it stays. */
@LabTest
class LabRemovalIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void closingRemovesEverything() throws IOException {
    String named = namedNamespaces();
    Lab lab = Lab.create();
    LabProcess stubborn = lab.start("sh", "-c", "trap '' TERM; sleep 600 & echo up; wait");
    stubborn.awaitOutput("up");
    Path network = Files.readSymbolicLink(lab.podNetwork());
    List<Path> processes = ProcessHandle.current().descendants().map(LabRemovalIT::proc).toList();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(5);

    lab.close();

    assertThat(lab.cgroup().path()).doesNotExist();
    assertThat(lab.folder()).doesNotExist();
    assertGone(processes);
    Await.until("nobody is in the pod's network", LIMIT, () -> !isInUse(network));
    assertThat(namedNamespaces()).isEqualTo(named);
    lab.close();
  }

  @Test
  void aLabThatCannotBeFinishedLeavesNothing() throws IOException {
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> Lab.create("no.such.Servers"))
        .withMessageContaining("the lab's servers do not answer: Error: Could not find");
    String own = "postern-lab-%d-".formatted(ProcessHandle.current().pid());
    assertThat(names(CgroupFilesystem.find().root())).noneMatch(name -> name.startsWith(own));
    assertThat(names(Path.of(System.getProperty("java.io.tmpdir"))))
        .noneMatch(name -> name.startsWith(own));
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSignalToTheJvmRemovesEverything(String signal) throws IOException {
    Process holder = startHolder();
    try {
      List<Path> left = new ArrayList<>();
      BufferedReader output = holder.inputReader();
      left.add(Path.of(output.readLine()));
      left.add(Path.of(output.readLine()));
      for (String pid = output.readLine(); !pid.equals("done"); pid = output.readLine()) {
        left.add(Path.of("/proc", pid));
      }
      assertThat(left).hasSizeGreaterThanOrEqualTo(7);

      new ProcessBuilder("kill", "-" + signal, String.valueOf(holder.pid())).start();

      Await.until("the end of " + holder, LIMIT, () -> !holder.isAlive());
      assertGone(left);
    } finally {
      holder.destroyForcibly();
    }
  }

  private static Process startHolder() throws IOException {
    return new ProcessBuilder(
            "env",
            "--default-signal=INT", // ignored, and so inherited, where a build runs in background
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LabHolder.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void assertGone(List<Path> things) {
    if (!Await.holds(LIMIT, () -> things.stream().noneMatch(LabRemovalIT::isThere))) {
      assertThat(things).noneMatch(LabRemovalIT::isThere); // says which
    }
  }

  /** A file is there; a process is, unless it is dead and waits for init to notice. */
  private static boolean isThere(Path thing) {
    if (!thing.startsWith("/proc")) {
      return Files.exists(thing);
    }
    try {
      return !Files.readString(thing.resolve("stat")).matches("(?s).*\\) [ZX] .*");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path proc(ProcessHandle process) {
    return Path.of("/proc", String.valueOf(process.pid()));
  }

  private static boolean isInUse(Path network) {
    return ProcessHandle.allProcesses()
        .map(process -> proc(process).resolve("ns/net"))
        .anyMatch(file -> isLinkTo(file, network));
  }

  private static boolean isLinkTo(Path file, Path target) {
    try {
      return Files.readSymbolicLink(file).equals(target);
    } catch (IOException e) {
      return false; // the process has ended
    }
  }

  private static String namedNamespaces() throws IOException {
    Path folder = Path.of("/run/netns");
    return Files.exists(folder) ? String.valueOf(names(folder)) : "[]";
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
