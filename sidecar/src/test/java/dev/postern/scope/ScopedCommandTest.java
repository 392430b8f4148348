package dev.postern.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedCommandTest {

  @TempDir Path first;
  @TempDir Path second;
  private String path = "";

  @BeforeEach
  void searchBothFolders() {
    path = first + ":" + second;
  }

  @Test
  void aProgramIsFoundAnywhereOnThePath() throws Exception {
    program(second, "tool", true);
    ScopedCommand.requireRunnable("tool", path);
    ScopedCommand.requireRunnable(second + "/tool", "");
  }

  @Test
  void anExecutableFurtherOnWinsOverAFileThatIsNot() throws Exception {
    program(first, "tool", false);
    program(second, "tool", true);
    ScopedCommand.requireRunnable("tool", path);
  }

  @Test
  void aMissingProgramIs127() {
    assertRefused("tool", 127, "tool: command not found");
    assertRefused("", 127, ": command not found");
    assertRefused(first + "/none/tool", 127, first + "/none/tool: command not found");
  }

  @Test
  void aFileThatMayNotBeExecutedIs126() throws IOException {
    program(first, "tool", false);
    assertRefused("tool", 126, first + "/tool: permission denied");
  }

  @Test
  void aFolderIs126() throws IOException {
    Files.createDirectory(first.resolve("tool"));
    assertRefused("tool", 126, first + "/tool: is a directory");
  }

  private void assertRefused(String program, int status, String message) {
    assertThatExceptionOfType(CommandNotRunnableException.class)
        .isThrownBy(() -> ScopedCommand.requireRunnable(program, path))
        .withMessage(message)
        .satisfies(e -> assertThat(e.status()).isEqualTo(status));
  }

  private static void program(Path folder, String name, boolean executable) throws IOException {
    Path file = Files.createFile(folder.resolve(name));
    assertThat(file.toFile().setExecutable(executable)).isTrue();
  }
}
