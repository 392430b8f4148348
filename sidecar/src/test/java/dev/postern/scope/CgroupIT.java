package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@KernelTest
class CgroupIT {

  private final String name = TestScope.name();
  private Cgroup cgroup;

  @BeforeEach
  void make() throws IOException {
    cgroup = CgroupFilesystem.find().create(name);
  }

  @AfterEach
  void remove() throws IOException {
    cgroup.close();
  }

  @Test
  void aNewCgroupIsAnEmptyFolderWithTheKernelsId() throws IOException {
    assertThat(cgroup.path()).isDirectory().hasFileName(name);
    assertThat(cgroup.id()).isPositive();
    assertThat(cgroup.shortId()).hasSize(12).endsWith(Long.toHexString(cgroup.id()));
    assertThat(cgroup.processes()).isEmpty();
    assertThat(cgroup.isPopulated()).isFalse();
    assertThat(CgroupFilesystem.find().lookup(name).orElseThrow().id()).isEqualTo(cgroup.id());
  }

  @Test
  void theSameNameTwiceIsRefusedInOneLine() {
    assertThatIOException()
        .isThrownBy(() -> CgroupFilesystem.find().create(name))
        .withMessage("cannot make the cgroup " + cgroup.path() + ": it exists");
  }

  @Test
  void closeRemovesCgroupsInsideAndIsRepeatable() throws IOException {
    Cgroup inner = cgroup.child("a").child("b");
    cgroup.close();
    assertThat(inner.path()).doesNotExist();
    assertThat(cgroup.path()).doesNotExist();
    cgroup.close();
    inner.close();
  }

  @Test
  void closeKillsAProcessThatIgnoresSigtermAndItsChildren() throws Exception {
    Process stubborn =
        started(cgroup, "sh", "-c", "trap '' TERM; (sleep 600 & sleep 600) & echo up; sleep 600");
    assertThat(cgroup.isPopulated()).isTrue();
    assertThat(cgroup.processes()).hasSizeGreaterThan(1).contains(stubborn.pid());
    List<ProcessHandle> family = stubborn.descendants().toList();
    stubborn.destroy();

    cgroup.close();

    assertThat(cgroup.path()).doesNotExist();
    assertThat(stubborn.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(stubborn.exitValue()).isEqualTo(128 + 9);
    assertThat(family).isNotEmpty().noneMatch(CgroupIT::runs);
  }

  @Test
  void closeKillsWhatRunsInACgroupInside() throws Exception {
    Process inside = started(cgroup.child("inner"), "sh", "-c", "echo up; exec sleep 600");
    assertThat(cgroup.processes()).isEmpty();
    assertThat(cgroup.isPopulated()).isTrue();
    cgroup.close();
    assertThat(inside.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(cgroup.path()).doesNotExist();
  }

  @Test
  void closeWinsAgainstProcessesThatKeepJoining() throws Exception {
    String join = "echo $$ > \"$0/cgroup.procs\" && exec sleep 0.001";
    String keepJoining =
        "echo up; while [ -e \"$0\" ]; do sh -c '" + join + "' \"$0\"; done >/dev/null 2>&1";
    Process joiner = new ProcessBuilder("sh", "-c", keepJoining, cgroup.path().toString()).start();
    try {
      BufferedReader output = joiner.inputReader();
      assertThat(output.readLine()).isEqualTo("up");
      cgroup.close();
      assertThat(cgroup.path()).doesNotExist();
      assertThat(joiner.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      joiner.destroyForcibly();
    }
  }

  /** Starts a command and returns when it has printed its first line. */
  private static Process started(Cgroup cgroup, String... command) throws Exception {
    Process process =
        new ProcessBuilder(ScopedCommand.of(List.of(command)).joining(cgroup, Map.of())).start();
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("up");
    return process;
  }

  /** An orphan's zombie stays in the process table until init collects it; it does not run. */
  private static boolean runs(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
          .matches("(?s)\\d+ \\(.*\\) [^Z].*");
    } catch (IOException e) {
      return false; // no such process
    }
  }
}
