package dev.postern.scope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KernelTest
class ScopedCommandIT {

  private Cgroup cgroup;

  @BeforeEach
  void make() throws IOException {
    cgroup = CgroupFilesystem.find().create(TestScope.name());
  }

  @AfterEach
  void remove() throws IOException {
    cgroup.close();
  }

  @Test
  void theCommandIsInTheCgroupFromItsFirstInstruction() throws Exception {
    assertThat(output(Map.of(), "cat", "/proc/self/cgroup").lines())
        .contains("0::/" + cgroup.path().getFileName());
  }

  @Test
  void theProcessIsTheCommandItself() throws Exception {
    Process process =
        new ProcessBuilder(
                ScopedCommand.of(List.of("sh", "-c", "echo $$")).joining(cgroup, Map.of()))
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo(String.valueOf(process.pid()));
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(output(Map.of(), "printf", "<%s>", "a b", "", "$HOME", "'\"\\"))
        .isEqualTo("<a b><><$HOME><'\"\\>");
  }

  @Test
  void variablesTheShellWouldDropArriveToo() throws Exception {
    Map<String, String> environment = Map.of("spring.profile", "a b", "PLAIN", "x");
    assertThat(output(environment, "env").lines()).contains("spring.profile=a b", "PLAIN=x");
  }

  @ParameterizedTest
  @CsvSource({"exit 0, 0", "exit 7, 7", "kill -9 $$, 137", "kill -15 $$, 143"})
  void theExitStatusIsTheCommands(String script, int status) throws Exception {
    Process process = ScopedCommand.of(List.of("sh", "-c", script)).start(cgroup);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(status);
  }

  @Test
  void withoutTheCgroupTheCommandDoesNotRun() throws Exception {
    cgroup.close();
    Process process =
        new ProcessBuilder(ScopedCommand.of(List.of("echo", "ran")).joining(cgroup, Map.of()))
            .start();
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ScopedCommand.NOT_JOINED);
  }

  private String output(Map<String, String> more, String... command) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(ScopedCommand.of(List.of(command)).joining(cgroup, environment));
    builder.environment().putAll(more);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output;
  }
}
