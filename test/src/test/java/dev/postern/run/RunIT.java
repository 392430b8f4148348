package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller of {@code postern run} relies on: status, streams, refusals. */
@LabTest
class RunIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"exit 7, 7", "kill -TERM $$, 143"})
  void statusAndStreamsAreTheCommands(String end, int status) {
    String script = "echo out; echo err >&2; " + end;
    CommandResult result = PosternProcess.run(folder, "run", "--", "sh", "-c", script);
    assertThat(result.status()).isEqualTo(status);
    assertThat(result.output()).isEqualTo("out\n");
    assertThat(result.errors().lines()).containsExactly("err", "postern: no connections");
  }

  @Test
  void whatCannotBeStartedHasTheShellsStatus() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertRefused(127, folder + "/none: command not found", folder + "/none");
    assertRefused(126, plain + ": permission denied", plain.toString());
  }

  @Test
  void alertsNeedAFolder() {
    Path file = folder.resolve("none/alerts");
    assertRefused(2, "--alerts: " + file + " cannot be written", "--alerts", file.toString(), "id");
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void withoutTheDefaultsTheirMacrosAreUndefined() throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        "- rule: R\n  desc: d\n  condition: outbound\n  output: o\n  priority: INFO\n");
    assertRefused(
        1,
        "mine.yaml:3:14: undefined macro 'outbound'",
        "--no-defaults",
        "--rules",
        "mine.yaml",
        "touch",
        "ran");
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  private void assertRefused(int status, String line, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    try (PosternProcess postern = PosternProcess.start(folder, Map.of(), all)) {
      CommandResult result = postern.await();
      assertThat(result.errors().lines())
          .singleElement()
          .asString()
          .startsWith("postern run: " + line);
      assertThat(result.output()).isEmpty();
      assertThat(result.status()).isEqualTo(status);
      assertThat(postern.cgroups()).isEmpty();
    }
  }

  @Test
  void twoRunsDoNotSeeEachOther() throws IOException {
    try (CountingServer one = new CountingServer();
        CountingServer other = new CountingServer();
        PosternProcess first = PosternProcess.start(folder, "run", "curl", "-s", one.url());
        PosternProcess second = PosternProcess.start(folder, "run", "curl", "-s", other.url())) {
      CommandResult firstResult = first.await().orThrow();
      CommandResult secondResult = second.await().orThrow();
      assertThat(List.of(firstResult.output(), secondResult.output())).containsOnly("ok\n");
      assertThat(RunRules.table(firstResult)).containsExactly(one.row("curl"));
      assertThat(RunRules.table(secondResult)).containsExactly(other.row("curl"));
    }
  }
}
