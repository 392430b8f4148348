package dev.postern.metrics;

import static dev.postern.metrics.Series.counter;
import static dev.postern.metrics.Series.gauge;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the sidecar itself costs, under the names that Prometheus' client libraries agree on. Read
 * from {@code /proc/self/stat} and its neighbours (proc(5)), because the JVM's management beans
 * would load some hundred classes for the same numbers.
 */
final class ProcessMetrics implements MultiCollector {

  /**
   * USER_HZ, in which Linux tells user space CPU times on every architecture there is a JDK for.
   */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final long BYTES_PER_KIB = 1024;

  private final Path stat;
  private final Path status;
  private final Path files;

  ProcessMetrics() {
    this(Path.of("/proc/self/stat"), Path.of("/proc/self/status"), Path.of("/proc/self/fd"));
  }

  ProcessMetrics(Path stat, Path status, Path files) {
    this.stat = stat;
    this.status = status;
    this.files = files;
  }

  @Override
  public MetricSnapshots collect() {
    try {
      List<String> lines = Files.readAllLines(status);
      return MetricSnapshots.of(
          counter("process_cpu_seconds", "CPU time in user and kernel mode of the sidecar.", cpu()),
          gauge(
              "process_resident_memory_bytes",
              "Memory of the sidecar that is in RAM.",
              number(lines, "VmRSS:") * BYTES_PER_KIB),
          gauge("process_threads", "Threads of the sidecar.", number(lines, "Threads:")),
          gauge("process_open_fds", "File descriptors the sidecar has open.", openFiles()),
          gauge("jvm_heap_used_bytes", "Java heap in use, with garbage.", heapUsed()),
          gauge(
              "jvm_heap_max_bytes",
              "What the Java heap may grow to.",
              Runtime.getRuntime().maxMemory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double cpu() throws IOException {
    String line = Files.readString(stat);
    // The name, second and in parentheses, may hold anything; what follows it is numbered here.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return ticks / TICKS_PER_SECOND;
  }

  private long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(files)) {
      return open.count() - 1; // the one that lists them
    }
  }

  private static long heapUsed() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** The number in a line such as {@code VmRSS: 5120 kB}. */
  private static long number(List<String> lines, String name) throws IOException {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("the kernel does not tell " + name);
  }
}
