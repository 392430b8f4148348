package dev.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a table of figures must say about where they come from. */
final class Machine {

  private static final Path RELEASE = Path.of("/proc/sys/kernel/osrelease");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Machine() {}

  /** Kernel, processors, JVM, and how busy others kept the machine in the minute before. */
  static String describe() {
    try {
      return String.format(
          Locale.ROOT,
          "Linux %s, %d processors, Java %s, load before %s",
          Files.readString(RELEASE).strip(),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version(),
          Files.readString(LOAD).split(" ", 2)[0]);
    } catch (IOException e) {
      throw new BenchFailure("no /proc: " + e.getMessage(), e);
    }
  }
}
