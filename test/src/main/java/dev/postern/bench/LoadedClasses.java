package dev.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many classes each command may load: a golden file with a line COMMAND COUNT for each. */
final class LoadedClasses {

  /** Set by ./dev. */
  private static final String FOLDER = "postern.bench.golden";

  private static final double TOLERANCE = 0.03;

  private final Path file =
      Path.of(System.getProperty(FOLDER, "test/bench"), "loaded-classes.golden");

  /** The lines of the JVM's log of class loading. */
  static long count(Path log) {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    } catch (IOException e) {
      throw new BenchFailure("the JVM wrote no log of its classes: " + e.getMessage(), e);
    }
  }

  /**
   * Compares with the golden file.
   *
   * @return empty if it is near enough, otherwise one line
   */
  String compare(String command, long count) {
    for (String line : read()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(command)) {
        long golden = Long.parseLong(words[1]);
        return Math.abs(count - golden) <= TOLERANCE * golden
            ? ""
            : String.format(
                Locale.ROOT,
                "postern %s loads %d classes, %s has %d: find out why, then --update-golden",
                command,
                count,
                file.getFileName(),
                golden);
      }
    }
    return "%s has no line for postern %s: --update-golden".formatted(file.getFileName(), command);
  }

  void update(String command, long count) {
    List<String> lines = new ArrayList<>(read());
    lines.removeIf(line -> line.startsWith(command + " "));
    lines.add(command + " " + count);
    lines.sort(null);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new BenchFailure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private List<String> read() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new BenchFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
