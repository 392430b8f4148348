package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is refused in one line with its place, before anything is started or made. */
class BadInputTest {

  @TempDir Path folder;
  private Path marker = Path.of("");
  private Path alerts = Path.of("");

  @BeforeEach
  void name() {
    marker = folder.resolve("ran");
    alerts = folder.resolve("alerts");
  }

  @AfterEach
  void nothingWasStarted() throws IOException {
    assertThat(marker).doesNotExist();
    assertThat(alerts).doesNotExist();
    if (Files.exists(Path.of("/sys/fs/cgroup"))) {
      String ours = "postern-run-" + ProcessHandle.current().pid() + "-";
      try (Stream<Path> cgroups = Files.list(CgroupFilesystem.find().root())) {
        assertThat(cgroups).noneMatch(path -> path.getFileName().toString().startsWith(ours));
      }
    }
  }

  private Invocation run(Path rules) {
    return Invocation.of(
        "run",
        "--alerts",
        alerts.toString(),
        "--rules",
        rules.toString(),
        "--",
        "touch",
        marker.toString());
  }

  private static void assertRefused(Invocation invocation, int status, String line) {
    assertThat(invocation.errors()).singleElement().asString().startsWith("postern run: " + line);
    assertThat(invocation.output()).isEmpty();
    assertThat(invocation.status()).isEqualTo(status);
  }

  private static String rule(String condition) {
    return """
    - rule: Broken
      desc: d
      condition: %s
      output: o
      priority: DEBUG
    """
        .formatted(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fd.sipp = 1.2.3.4 | 3:14: unknown field 'fd.sipp'",
        "evt.type = connect and outbnd | 3:37: undefined macro 'outbnd'",
        "evt.type = connect and | 3:",
        "fd.sport in (nowhere_list) and ( | 3:",
      })
  void aRuleThatDoesNotCompileIsRefusedAtItsPlace(String condition, String place)
      throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), rule(condition));
    assertRefused(run(file), ExitStatus.FAILED, file + ":" + place);
  }

  @Test
  void aMacroThatUsesItselfIsRefused() throws IOException {
    String macros = "- macro: a\n  condition: b\n- macro: b\n  condition: a\n";
    Path file = Files.writeString(folder.resolve("circle.yaml"), macros + rule("a"));
    assertRefused(run(file), ExitStatus.FAILED, file + ":");
  }

  @Test
  void brokenYamlIsRefusedAtItsPlace() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "- rule: [unclosed\n  desc: x\n");
    assertRefused(run(file), ExitStatus.FAILED, file + ":2:");
  }

  @Test
  void everyErrorOfAFileIsTold() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("two.yaml"),
            rule("fd.nope = 1") + rule("fd.neither = 2").replace("Broken", "Second"));
    assertThat(run(file).errors())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("postern run: " + file + ":3:14: "),
            line -> assertThat(line).startsWith("postern run: " + file + ":8:14: "));
  }

  @Test
  void aMissingFileIsStatus2() {
    Path file = folder.resolve("none.yaml");
    assertRefused(run(file), ExitStatus.USAGE, file + ": no such file or folder");
  }

  @Test
  void aFolderWithoutRulesIsStatus2() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused(run(empty), ExitStatus.USAGE, empty + ": the folder holds no *.yaml");
  }

  @Test
  void aPathThroughAFileIsStatus2() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(run(file.resolve("x")), ExitStatus.USAGE, file.resolve("x") + ": ");
  }

  @Test
  void aMissingCommandIs127() {
    Path none = folder.resolve("no-such-program");
    assertRefused(
        Invocation.of("run", "--alerts", alerts.toString(), none.toString()),
        127,
        none + ": command not found");
  }

  @Test
  void aCommandThatMayNotBeExecutedIs126() throws IOException {
    Path file = Files.createFile(folder.resolve("program"));
    assertRefused(
        Invocation.of("run", "--alerts", alerts.toString(), file.toString()),
        126,
        file + ": permission denied");
  }

  @Test
  void aPodThatIsNoneIsStatus2() {
    assertRefused(
        Invocation.of("run", "--pod", "shop", "touch", marker.toString()),
        ExitStatus.USAGE,
        "--pod: 'shop' is no NAMESPACE/NAME");
  }
}
