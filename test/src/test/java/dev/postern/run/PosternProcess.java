package dev.postern.run;

import dev.postern.lab.Await;
import dev.postern.lab.CommandResult;
import dev.postern.scope.CgroupFilesystem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real {@code ./postern} in a session of its own, so without a terminal, its streams in files.
 * The script becomes the JVM, so the process is the JVM.
 */
public final class PosternProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final String command;
  private final Process process;
  private final Path output;
  private final Path errors;

  private PosternProcess(String command, Process process, Path output, Path errors) {
    this.command = command;
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** The script: Maven starts tests in the module's folder, test/vm in the checkout's. */
  public static Path script() {
    return Stream.of(".", "..")
        .map(folder -> Path.of(folder, "postern").toAbsolutePath().normalize())
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no ./postern here: run it from the checkout"));
  }

  /**
   * Starts it.
   *
   * @param folder the working directory, and where the streams' files go
   */
  public static PosternProcess start(Path folder, String... arguments) {
    return start(folder, Map.of(), arguments);
  }

  /** Starts it with more environment variables. */
  public static PosternProcess start(
      Path folder, Map<String, String> environment, String... arguments) {
    return within(List.of(), folder, environment, arguments);
  }

  /**
   * Starts it by another command, which becomes it.
   *
   * @param prefix the other command, up to where the name of what it becomes belongs
   */
  public static PosternProcess within(
      List<String> prefix, Path folder, Map<String, String> environment, String... arguments) {
    // An interrupt is ignored, and so inherited, where a build runs in background.
    List<String> argv = new ArrayList<>(List.of("setsid", "env", "--default-signal"));
    argv.addAll(prefix);
    argv.add(script().toString());
    argv.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile(folder, "output", "");
      Path errors = Files.createTempFile(folder, "errors", "");
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("POSTERN_BUILT", "1"); // no build inside the build
      return new PosternProcess(String.join(" ", argv), builder.start(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it to its end. */
  public static CommandResult run(Path folder, String... arguments) {
    try (PosternProcess postern = start(folder, arguments)) {
      return postern.await();
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The scope of a run, while it is there. */
  List<Path> cgroups() {
    return cgroups(process.pid());
  }

  private static List<Path> cgroups(long pid) {
    try (Stream<Path> all = Files.list(CgroupFilesystem.find().root())) {
      String prefix = "postern-run-" + pid + "-";
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a signal to the JVM and to nobody else. */
  public void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it has printed {@code text}, or has ended. */
  public void awaitOutput(String text) {
    Await.until(
        "'" + text + "' from " + command,
        LIMIT,
        () -> read(output).contains(text) || !process.isAlive());
  }

  /** Waits until it has said {@code text} on standard error, or has ended. */
  public void awaitErrors(String text) {
    Await.until(
        "'" + text + "' among the errors of " + command,
        LIMIT,
        () -> read(errors).contains(text) || !process.isAlive());
  }

  /** What it has written to standard output so far. */
  public String output() {
    return read(output);
  }

  /** What it has said on standard error so far. */
  public String errors() {
    return read(errors);
  }

  /** Waits for the end. */
  public CommandResult await() {
    Await.until("the end of " + command, LIMIT, () -> !process.isAlive());
    return new CommandResult(command, process.exitValue(), read(output), read(errors));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and whatever it was prevented from ending itself. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Await.until("the death of " + command, LIMIT, () -> !process.isAlive());
    removeScope(process.pid());
  }

  /** Removes what the run of a JVM left, with everything in it. */
  static void removeScope(long pid) {
    try {
      for (Path left : cgroups(pid)) {
        CgroupFilesystem.find().lookup(left.getFileName().toString()).orElseThrow().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
