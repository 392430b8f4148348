package dev.postern.sidecar;

import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A cgroup of a test's own for a sidecar to watch, and programs in it; none outlives it. */
final class WatchedScope implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Cgroup cgroup;

  private WatchedScope(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  static WatchedScope create() throws IOException {
    String name =
        "postern-sidecar-%d-%d".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
    return new WatchedScope(CgroupFilesystem.find().create(name));
  }

  /** One inside, removed with this one. */
  WatchedScope child(String name) throws IOException {
    return new WatchedScope(cgroup.child(name));
  }

  Cgroup cgroup() {
    return cgroup;
  }

  Path path() {
    return cgroup.path();
  }

  /** The command line that runs a command in here. */
  List<String> joining(String... command) {
    try {
      return ScopedCommand.of(List.of(command)).joining(cgroup, Map.of());
    } catch (CommandNotRunnableException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a script in here that the test talks to. */
  Program python(String script, Object... arguments) {
    return start(Program.python(script, arguments));
  }

  /** Starts a command in here that the test talks to. */
  Program start(List<String> command) {
    return Program.start(joining(command.toArray(String[]::new)));
  }

  /** Runs a command in here to its end. */
  CommandResult run(String... command) throws IOException {
    return run(joining(command));
  }

  /** Runs any command to its end. */
  static CommandResult run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Await.until("the end of " + command, LIMIT, () -> !process.isAlive());
      return new CommandResult(String.join(" ", command), process.exitValue(), output, output);
    } finally {
      process.destroyForcibly();
    }
  }

  /** What bpftool says is attached here. */
  String attached() throws IOException {
    return run(List.of("bpftool", "cgroup", "show", path().toString())).orThrow().output().strip();
  }

  @Override
  public void close() {
    try {
      cgroup.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
