package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command decides what a signal means, and gets each exactly once. */
@LabTest
class RunSignalIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Notes every signal it gets, counts none twice, and ends with 9 at SIGTERM. */
  private static final String NOTE_SIGNALS =
      """
      open(my $log, '>>', shift) or die; select($log); $| = 1;
      for my $name (qw(INT HUP TERM)) {
        $SIG{$name} = sub { print "$name\\n"; exit 9 if $name eq 'TERM' };
      }
      print getppid(), "\\n";
      select(undef, undef, undef, 60);
      sleep 1 while 1;
      """;

  /** Ctrl-C on a terminal of its own, whose foreground is postern and its command. */
  private static final String TERMINAL =
      """
      import os, pty, sys
      pid, terminal = pty.fork()
      if pid == 0:
          os.execvp(sys.argv[1], sys.argv[1:])
      for line in sys.stdin:
          os.write(terminal, b"\\x03")
      shown = b""
      try:
          while True:
              shown += os.read(terminal, 4096)
      except OSError:
          pass  # how Linux says that nobody has the terminal open any more
      sys.stdout.write(shown.decode())
      sys.stdout.flush()
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  @TempDir Path folder;
  private Path log = Path.of("");

  @BeforeEach
  void name() {
    log = folder.resolve("log");
  }

  private String[] run() {
    return new String[] {"run", "--", "perl", "-e", NOTE_SIGNALS, log.toString()};
  }

  /** Every signal noted so far; the first line is the JVM's process id. */
  private List<String> notes() {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitNotes(int count) {
    Await.until(count + " lines in " + log, LIMIT, () -> notes().size() >= count);
  }

  @Test
  void withoutATerminalEverySignalIsPassedOn() {
    try (PosternProcess postern = PosternProcess.start(folder, run())) {
      awaitNotes(1);
      postern.signal("INT");
      awaitNotes(2);
      postern.signal("HUP");
      awaitNotes(3);
      postern.signal("TERM");
      CommandResult result = postern.await();
      assertThat(notes().subList(1, notes().size())).containsExactly("INT", "HUP", "TERM");
      assertThat(result.status()).isEqualTo(9);
      assertThat(result.errors()).isEqualTo("postern: no connections\n");
      assertThat(postern.cgroups()).isEmpty();
    }
  }

  /**
   * Handlers are code that runs while anything else does. The command leaves by _exit, because Perl
   * gives up its own handlers a moment before its process ends.
   */
  @Test
  void aStormOfSignalsIsSurvived() {
    String storm =
        "use POSIX; my $jvm = getppid(); my $n = 0; $SIG{HUP} = sub { $n++ };"
            + "for (1..1000) { kill 'HUP', $jvm; select(undef, undef, undef, 0.0005) }"
            + "sleep 1 until $n; syswrite STDOUT, 'survived'; POSIX::_exit(0)";
    CommandResult result = PosternProcess.run(folder, "run", "--", "perl", "-e", storm);
    assertThat(result.errors()).isEqualTo("postern: no connections\n");
    assertThat(result.output()).isEqualTo("survived");
    assertThat(result.status()).isZero();
  }

  @Test
  void ctrlCReachesTheCommandOnce() throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "/usr/bin/python3",
                "-c",
                TERMINAL,
                "env",
                "--default-signal",
                "POSTERN_BUILT=1",
                PosternProcess.script().toString()));
    argv.addAll(List.of(run()));
    File shown = folder.resolve("shown").toFile();
    Process terminal =
        new ProcessBuilder(argv).redirectOutput(shown).redirectErrorStream(true).start();
    try {
      awaitNotes(1);
      String jvm = notes().getFirst();
      terminal.outputWriter().append("now\n").flush();
      awaitNotes(2);
      // The JVM takes signals in order: an interrupt it passes on comes before this one.
      new ProcessBuilder("kill", "-TERM", jvm).start();
      terminal.outputWriter().close();
      Await.until("the terminal's end", LIMIT, () -> !terminal.isAlive());
      assertThat(notes().subList(1, notes().size())).containsExactly("INT", "TERM");
      assertThat(Files.readString(shown.toPath())).contains("postern: no connections");
      assertThat(terminal.exitValue()).isEqualTo(9);
    } finally {
      terminal.descendants().forEach(ProcessHandle::destroyForcibly);
      terminal.destroyForcibly();
      if (!notes().isEmpty()) {
        PosternProcess.removeScope(Long.parseLong(notes().getFirst()));
      }
    }
  }
}
