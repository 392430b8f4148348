package dev.postern.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A {@code postern run} that lasts, and runs in its scope whatever a test asks for. */
final class ScopeShell implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Opened for both, so that it does not end with the first who writes. */
  private static final String LOOP =
      """
      mkfifo tasks
      exec 3<>tasks
      echo ready
      while read -r task <&3 && [ "$task" != end ]; do
        { sh "$task" >"$task.out" 2>"$task.err" </dev/null 3<&-; echo $? >"$task.status"; } &
      done
      """;

  /** A command in the scope. */
  final class Task {

    private final String command;
    private final Path script;

    private Task(String command, Path script) {
      this.command = command;
      this.script = script;
    }

    /** Waits for its end. */
    CommandResult await() {
      Await.until("the end of " + command, LIMIT, () -> !status().isEmpty() || !lives());
      if (status().isEmpty()) {
        throw new AssertionError("postern has ended: " + postern.errors());
      }
      return new CommandResult(command, Integer.parseInt(status()), output(), errors());
    }

    /** What it has written to standard output so far. */
    String output() {
      return read(".out");
    }

    private String errors() {
      return read(".err");
    }

    private String status() {
      return read(".status").strip();
    }

    private String read(String suffix) {
      Path file = script.resolveSibling(script.getFileName() + suffix);
      try {
        return Files.exists(file) ? Files.readString(file) : "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final Path folder;
  private final PosternProcess postern;
  private final AtomicInteger count = new AtomicInteger();

  private ScopeShell(Path folder, PosternProcess postern) {
    this.folder = folder;
    this.postern = postern;
  }

  /** Starts it in a network, under the policy that was written for it. */
  static ScopeShell start(NamedNetwork network, String... options) throws IOException {
    Path folder = network.folder();
    String[] arguments =
        Stream.of(
                Stream.of("run", "--user", "0", "--policy", "policy.yaml"),
                Stream.of(options),
                Stream.of("--", "sh", "-c", LOOP))
            .flatMap(each -> each)
            .toArray(String[]::new);
    PosternProcess postern =
        PosternProcess.within(network.prefix(), folder, Map.of("JAVA", java()), arguments);
    ScopeShell shell = new ScopeShell(folder, postern);
    postern.awaitOutput("ready");
    if (!shell.lives()) {
      throw new AssertionError("no shell: " + postern.errors());
    }
    return shell;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private boolean lives() {
    return postern.handle().isAlive();
  }

  /** Runs a script of {@code sh} to its end. */
  CommandResult run(String script) {
    return start(script).await();
  }

  /** Starts a script of {@code sh}; the folder is where it runs. */
  Task start(String script) {
    Path file = folder.resolve("task-" + count.incrementAndGet());
    try {
      Files.writeString(file, script);
      tell(file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Task(script, file);
  }

  private void tell(String line) throws IOException {
    Files.write(folder.resolve("tasks"), List.of(line), UTF_8, StandardOpenOption.WRITE);
  }

  PosternProcess postern() {
    return postern;
  }

  /** Ends it, with whatever is left in it. */
  CommandResult end() throws IOException {
    tell("end");
    return postern.await();
  }

  @Override
  public void close() {
    postern.close();
  }
}
