package dev.postern.lab;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A command of the lab that runs. Its output goes to files, so nobody has to keep reading it. */
public final class LabProcess implements Closeable {

  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String command;
  private final Process process;
  private final Path output;
  private final Path errors;

  private LabProcess(String command, Process process, Path output, Path errors) {
    this.command = command;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /**
   * Starts a command with nothing but these environment variables: a proxy setting or a .curlrc of
   * whoever runs the lab must not change what the pod does.
   *
   * @param folder where its output files go
   */
  static LabProcess start(
      String command, List<String> argv, Map<String, String> environment, Path folder)
      throws IOException {
    Path output = Files.createTempFile(folder, "output", "");
    Path errors = Files.createTempFile(folder, "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new LabProcess(command, builder.start(), output, errors);
  }

  /** Process id: that of the command itself, once the steps before it have become it. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the command has printed {@code text}. */
  public void awaitOutput(String text) {
    boolean printed = Await.holds(LIMIT, () -> read(output).contains(text) || !process.isAlive());
    if (!printed || !read(output).contains(text)) {
      throw new LabException("%s did not print '%s': %s".formatted(command, text, read(errors)));
    }
  }

  /** What it has printed so far. */
  String output() {
    return read(output);
  }

  /** Waits for the end. After 30 seconds the command is killed and that is an error. */
  public CommandResult await() {
    return await(LIMIT);
  }

  /** Waits for the end. After {@code limit} the command is killed and that is an error. */
  public CommandResult await(Duration limit) {
    if (!Await.holds(limit, () -> !process.isAlive())) {
      close();
      throw new LabException(
          "killed after %d s: %s: %s".formatted(limit.toSeconds(), command, read(errors)));
    }
    return new CommandResult(command, process.exitValue(), read(output), read(errors));
  }

  /** Kills the command and what it started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (!Await.holds(KILL_LIMIT, () -> !process.isAlive())) {
      throw new LabException("process " + pid() + " does not die: " + command);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
