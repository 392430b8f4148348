package dev.postern.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A postern that runs in a JVM of its own, watched from its exec on. */
final class StartedPostern implements AutoCloseable {

  private static final String MAIN = "dev.postern.cli.Main";
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Longer than the interval at which the JVM gives memory back, where it is told to. */
  private static final Duration SETTLING = Duration.ofSeconds(4);

  private final Process process;
  private final ProcFiles files;
  private final @Nullable String readyText;
  private volatile boolean readyTextSeen;
  private double attachedMillis;
  private double readyMillis;

  private StartedPostern(Process process, @Nullable String readyText) {
    this.process = process;
    this.files = new ProcFiles(process.pid());
    this.readyText = readyText;
    Thread.startVirtualThread(this::listen);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param readyText what it prints then; without, it is ready when it starts a process
   */
  static StartedPostern start(FlagSet flags, List<String> arguments, @Nullable String readyText) {
    ProcessBuilder builder =
        new ProcessBuilder(JavaCommand.of(flags.flags(), MAIN, arguments))
            .redirectErrorStream(true);
    if (flags.oneArena()) {
      builder.environment().put("MALLOC_ARENA_MAX", "1");
    } else {
      builder.environment().remove("MALLOC_ARENA_MAX");
    }
    try {
      long begin = System.nanoTime();
      StartedPostern started = new StartedPostern(builder.start(), readyText);
      started.awaitReady(begin);
      return started;
    } catch (IOException e) {
      throw new BenchFailure("no JVM can be started: " + e.getMessage(), e);
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        readyTextSeen |= readyText != null && line.contains(readyText);
      }
    } catch (IOException | UncheckedIOException e) {
      // it has ended, and awaitReady says so
    }
  }

  private void awaitReady(long begin) {
    long links = 0;
    while (!isReady()) {
      long now = System.nanoTime();
      if (!process.isAlive() || now - begin > START_LIMIT.toNanos()) {
        close();
        throw new BenchFailure("postern does not become ready: run the command by hand");
      }
      long seen = files.bpfLinks();
      if (seen > links) {
        links = seen;
        attachedMillis = millis(begin);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    readyMillis = millis(begin);
  }

  private boolean isReady() {
    return readyText == null ? files.hasChild() : readyTextSeen;
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  /** What it takes once it has come to rest. */
  Footprint footprint() {
    LockSupport.parkNanos(SETTLING.toNanos());
    return new Footprint(
        files.number("smaps_rollup", "Rss"),
        files.number("smaps_rollup", "Pss"),
        files.number("smaps_rollup", "Private_Dirty"),
        files.number("status", "Threads"),
        attachedMillis,
        readyMillis);
  }

  /** Asks it to end, as a container runtime does, and waits. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
