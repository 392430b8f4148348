package dev.postern.scope;

import dev.postern.confinement.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs inside a cgroup from its first instruction: a shell joins the cgroup and then
 * becomes the command, so the command's own exec is the first thing that happens in the scope and
 * its process id is that of the {@link Process}. That holds for a confined command too, which is
 * confined before it joins.
 */
public final class ScopedCommand {

  /** Exit status when the cgroup could not be joined; the command did not run. */
  public static final int NOT_JOINED = Confinement.NOT_CONFINED;

  private static final String JOIN =
      "echo $$ > \"$0/cgroup.procs\" || exit " + NOT_JOINED + "; exec \"$@\"";

  private static final Pattern SHELL_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<String> command;
  private final @Nullable Confinement confinement;

  private ScopedCommand(List<String> command, @Nullable Confinement confinement) {
    this.command = command;
    this.confinement = confinement;
  }

  /**
   * Checks that a command can be started.
   *
   * @param command program and arguments, at least the program
   * @throws CommandNotRunnableException when there is no such program or it may not be executed
   */
  public static ScopedCommand of(List<String> command) throws CommandNotRunnableException {
    String path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    requireRunnable(command.getFirst(), path);
    return new ScopedCommand(List.copyOf(command), null);
  }

  /**
   * The same command, confined.
   *
   * @param by null for a command that may do what this process may
   */
  public ScopedCommand confined(@Nullable Confinement by) {
    return new ScopedCommand(command, by);
  }

  /** Starts the command in {@code cgroup}, with this process' terminal, streams and environment. */
  public Process start(Cgroup cgroup) throws IOException {
    ProcessBuilder builder = new ProcessBuilder().inheritIO();
    if (confinement != null) {
      confinement.describeUserIn(builder.environment());
    }
    return builder.command(joining(cgroup, builder.environment())).start();
  }

  /**
   * The argument vector that joins {@code cgroup} and then becomes the command.
   *
   * @param environment the variables it will be started with
   */
  public List<String> joining(Cgroup cgroup, Map<String, String> environment) {
    List<String> restored = new ArrayList<>();
    List<String> dropped = droppedByShell(environment);
    if (!dropped.isEmpty()) {
      restored.add("env");
      restored.addAll(dropped);
    }
    restored.addAll(command);
    if (confinement != null) {
      return confinement.joining(cgroup.path(), restored);
    }
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, cgroup.path().toString()));
    argv.addAll(restored);
    return argv;
  }

  /**
   * Settings dash does not pass on, because it takes no variable whose name is not a shell name
   * ({@code spring.profiles.active}). Only then does env(1) run in the scope, to restore them.
   */
  private static List<String> droppedByShell(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(setting -> !SHELL_NAME.matcher(setting.getKey()).matches())
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .sorted()
        .toList();
  }

  /** Looks where execvp(3) would, and says what it would. */
  static void requireRunnable(String program, String searchPath)
      throws CommandNotRunnableException {
    Path found = null;
    for (Path candidate : candidates(program, searchPath)) {
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return;
      }
      if (found == null && Files.exists(candidate)) {
        found = candidate;
      }
    }
    if (found == null) {
      throw new CommandNotRunnableException(
          CommandNotRunnableException.NOT_FOUND, program + ": command not found");
    }
    throw new CommandNotRunnableException(
        CommandNotRunnableException.NOT_EXECUTABLE,
        found + (Files.isDirectory(found) ? ": is a directory" : ": permission denied"));
  }

  private static List<Path> candidates(String program, String searchPath) {
    if (program.isEmpty()) {
      return List.of();
    }
    if (program.contains("/")) {
      return List.of(Path.of(program));
    }
    List<Path> candidates = new ArrayList<>();
    for (String folder : searchPath.split(":", -1)) {
      candidates.add(Path.of(folder, program)); // an empty folder is the current one
    }
    return candidates;
  }
}
