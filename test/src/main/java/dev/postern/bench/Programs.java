package dev.postern.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The small C programs that are measured: {@code test/src/main/c/bench}. */
final class Programs {

  /** Set by ./dev: the folder they were compiled into. */
  private static final String FOLDER = "postern.bench.programs";

  private Programs() {}

  /** The argument vector of one of them. */
  static List<String> command(String program, Object... arguments) {
    Path path = Path.of(System.getProperty(FOLDER, "test/target/bench"), program);
    if (!Files.isExecutable(path)) {
      throw new BenchFailure(path + " is missing: start this with ./dev bench");
    }
    List<String> command = new ArrayList<>(List.of(path.toAbsolutePath().toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Runs a command to its good end and returns what it printed. */
  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new BenchFailure(
            "status %d from %s: %s".formatted(status, command.getLast(), output.strip()));
      }
      return output;
    } catch (IOException e) {
      throw new BenchFailure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new BenchFailure("interrupted", e);
    }
  }
}
