package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import dev.postern.run.PosternProcess;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A demo that is interrupted, at whatever moment, leaves nothing behind. */
@LabTest
class DemoInterruptionIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "INT, 130, building the lab",
    "TERM, 143, '1    '",
    "INT, 130, '3    '",
    "TERM, 143, '7    '",
  })
  void nothingIsLeft(String signal, int status, String moment) throws IOException {
    try (PosternProcess demo = PosternProcess.start(folder, "demo")) {
      demo.awaitOutput(moment);
      Set<Path> networks = new HashSet<>();
      List<ProcessHandle> processes = demo.handle().descendants().toList();
      processes.forEach(process -> network(process).ifPresent(networks::add));
      network(ProcessHandle.current()).ifPresent(networks::remove);

      demo.signal(signal);
      CommandResult result = demo.await();

      assertThat(result.status()).isEqualTo(status);
      assertThat(result.errors()).isEmpty();
      String own = "postern-lab-%d-".formatted(demo.handle().pid());
      assertThat(names(CgroupFilesystem.find().root())).noneMatch(name -> name.startsWith(own));
      assertThat(names(Path.of(System.getProperty("java.io.tmpdir"))))
          .noneMatch(name -> name.startsWith(own));
      Await.until("no process is left", LIMIT, () -> processes.stream().noneMatch(this::runs));
      Await.until("nobody names the lab", LIMIT, () -> mentioning(own).isEmpty());
      Await.until(
          "nobody is in its networks",
          LIMIT,
          () ->
              ProcessHandle.allProcesses()
                  .noneMatch(process -> network(process).filter(networks::contains).isPresent()));
    }
  }

  private static Optional<Path> network(ProcessHandle process) {
    try {
      return Optional.of(
          Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "ns/net")));
    } catch (IOException e) {
      return Optional.empty(); // it has ended
    }
  }

  /** A process that is dead and waits for init to notice does not run. */
  private boolean runs(ProcessHandle process) {
    try {
      return !Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"))
          .matches("(?s).*\\) [ZX] .*");
    } catch (IOException e) {
      return false;
    }
  }

  /** Processes with {@code text} among their arguments, where the lab's folder and cgroup stand. */
  private static List<ProcessHandle> mentioning(String text) {
    return ProcessHandle.allProcesses()
        .filter(process -> arguments(process).contains(text))
        .toList();
  }

  private static String arguments(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
