package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import dev.postern.event.ProcessImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process is: its executable and its arguments, also when somebody makes that hard. */
final class ExecIT extends ObservedTest {

  /** As much of the arguments as the probe keeps, their NULs included. */
  private static final int ARGUMENT_BYTES = 1024;

  private static final Path TRUE = realPath("/bin/true");

  @TempDir Path folder;

  private List<ProcessImage> executed() {
    return seen.events(EventType.EXECVE).stream()
        .map(event -> Objects.requireNonNull(event.process()))
        .toList();
  }

  private ProcessImage onlyExecuted() {
    assertThat(executed()).hasSize(1);
    return executed().getFirst();
  }

  @Test
  void hasItsArgumentsExactly() {
    String[] command = {"/bin/true", "", "a b", "\t\n\\\"'", "caf\u00e9", "--x=", "", ""};
    Program program = scope.start(command);
    program.end();

    ProcessImage process = onlyExecuted();
    assertThat(process.pid()).isEqualTo(program.pid());
    assertThat(process.name()).isEqualTo("true");
    assertThat(process.exePath()).isEqualTo(TRUE.toString());
    assertThat(process.args()).isEqualTo(List.of(command));
  }

  @Test
  void hasTheBeginningOfVeryLongArguments() {
    String[] command = {"/bin/true", "x".repeat(700), "", "y".repeat(100_000), "z"};
    scope.start(command).end();

    byte[] all = (String.join("\0", command) + "\0").getBytes(StandardCharsets.UTF_8);
    String kept = new String(Arrays.copyOf(all, ARGUMENT_BYTES), StandardCharsets.UTF_8);
    assertThat(onlyExecuted().args()).isEqualTo(List.of(kept.split("\0", -1)));
    assertThat(seen.counters().failed().values()).containsOnly(0L);
  }

  @Test
  void mayHaveNoArgumentsAtAll() {
    // Since Linux 5.18 the kernel makes of an empty vector one with an empty string.
    scope
        .python(
            """
            import ctypes
            ctypes.CDLL(None).execve(b'/bin/true', (ctypes.c_char_p * 1)(None), None)
            """)
        .end();
    assertThat(executed()).hasSize(2);
    assertThat(executed().getLast().args()).containsExactly("");
  }

  @Test
  void hasTheEndOfAPathThatIsTooDeep() throws IOException {
    Path deep = copyOfTrue(folder.resolve("d/".repeat(50)).resolve("deepest"));
    scope.start(deep.toString()).end();

    String reported = Objects.requireNonNull(onlyExecuted().exePath());
    assertThat(reported).startsWith(".../").endsWith("/d/d/d/d/d/d/d/d/d/d/d/d/d/d/deepest");
    assertThat(deep.toString()).endsWith(reported.substring("...".length()));
    assertThat(seen.counters().failed().values()).containsOnly(0L);
  }

  @Test
  void hasTheEndOfAPathThatIsTooLong() throws IOException {
    String name = "n".repeat(255);
    Path file = copyOfTrue(folder.resolve((name + "/").repeat(9)).resolve(name));
    scope.start(file.toString()).end();

    String reported = Objects.requireNonNull(onlyExecuted().exePath());
    assertThat(reported).startsWith(".../" + name).endsWith("/" + name);
    assertThat(file.toString()).endsWith(reported.substring("...".length()));
    assertThat(onlyExecuted().name()).isEqualTo("n".repeat(15));
  }

  @Test
  void hasThePathOfAFileThatIsGone() throws IOException {
    Path gone = folder.resolve("gone");
    Files.copy(realPath("/usr/bin/bash"), gone);
    Program program =
        scope.start(
            gone.toString(), "-c", "rm $0; test ! -e $0; echo > /dev/udp/127.0.0.1/9", gone + "");
    program.end();

    ProcessImage process = Objects.requireNonNull(only(EventType.CONNECT, 9).process());
    assertThat(process.pid()).isEqualTo(program.pid());
    assertThat(process.exePath()).isEqualTo(gone.toString());
    assertThat(gone).doesNotExist();
  }

  @Test
  void isTheInterpreterUnderTheScriptsName() throws IOException {
    Path script = executable(folder.resolve("a-script.sh"));
    Files.writeString(script, "#!/bin/sh -e\n:\n");
    scope.start(script.toString(), "argument").end();

    ProcessImage process = onlyExecuted();
    assertThat(process.name()).isEqualTo("a-script.sh");
    assertThat(process.exePath()).isEqualTo(realPath("/bin/sh").toString());
    assertThat(process.args()).isEqualTo(List.of("/bin/sh", "-e", script.toString(), "argument"));
  }

  @Test
  void isNamedAlsoWithoutAFile() {
    scope
        .python(
            """
            import os
            ghost = os.memfd_create('ghost')
            os.write(ghost, open('/bin/true', 'rb').read())
            os.execve(ghost, ['innocent'], {})
            """)
        .end();
    assertThat(executed()).hasSize(2);
    ProcessImage process = executed().getLast();
    assertThat(process.exePath()).isEqualTo("/memfd:ghost");
    assertThat(process.args()).containsExactly("innocent");
  }

  @Test
  void isOneEventForEachThatSucceeds() {
    Program program =
        scope.start(
            "/bin/sh",
            "-c",
            """
            n=1
            while [ $n -le 50 ]; do /bin/true $n; n=$((n + 1)); done
            /no/such/program; /dev/null
            echo done $n
            """);
    assertThat(program.end()).contains("done 51");

    List<String> expected = new ArrayList<>(List.of("sh"));
    for (int i = 1; i <= 50; i++) {
      expected.add("true " + i);
    }
    assertThat(executed().subList(1, 51))
        .extracting(ProcessImage::commandLine)
        .isEqualTo(expected.subList(1, 51));
    assertThat(executed()).hasSize(51).extracting(ProcessImage::pid).doesNotHaveDuplicates();
  }

  private static Path copyOfTrue(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.copy(TRUE, file);
    return file;
  }

  private static Path executable(Path file) throws IOException {
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  private static Path realPath(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
