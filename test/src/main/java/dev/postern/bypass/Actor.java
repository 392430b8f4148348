package dev.postern.bypass;

import dev.postern.lab.Await;
import dev.postern.lab.LabException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of the suite. What it says is kept, line by line. */
final class Actor implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * How much longer testers wait on a slow machine. They are C, so less than a JVM: silence is
   * waited for in full, by some hundred attempts.
   */
  private static final int SLOWNESS = (Integer.getInteger("postern.test.patience", 1) + 3) / 4;

  private final List<String> command;
  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final Thread listening;

  private Actor(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    listening = Thread.startVirtualThread(this::listen);
  }

  static Actor start(List<String> command) throws IOException {
    return start(command, 1);
  }

  /**
   * Starts a command.
   *
   * @param patience in seconds on a machine of ordinary speed, for testers
   */
  static Actor start(List<String> command, int patience) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/bin:/bin:/usr/sbin:/sbin",
                "LC_ALL",
                "C",
                "PATIENCE",
                String.valueOf(patience * SLOWNESS)));
    return new Actor(command, builder.start());
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(this::hear);
    } catch (IOException | UncheckedIOException e) {
      hear("output ended: " + e.getMessage());
    }
  }

  private synchronized void hear(String line) {
    said.add(line);
  }

  synchronized List<String> said() {
    return List.copyOf(said);
  }

  /** One of its lines with a text in it. */
  synchronized Optional<String> said(String text) {
    return said.stream().filter(line -> line.contains(text)).findFirst();
  }

  /** What it said since the last time, which is forgotten here. */
  synchronized List<String> take() {
    List<String> taken = List.copyOf(said);
    said.clear();
    return taken;
  }

  /** The first line it says. */
  String firstLine() {
    Await.holds(LIMIT, () -> !said().isEmpty() || hasEnded());
    List<String> lines = said();
    if (lines.isEmpty()) {
      throw new LabException("nothing was said by " + command);
    }
    return lines.getFirst();
  }

  /** Waits for a first line that begins so. */
  String awaitReady(String beginning) {
    String line = firstLine();
    if (!line.startsWith(beginning)) {
      throw new LabException("'%s' from %s".formatted(line, command));
    }
    return line;
  }

  private boolean hasEnded() {
    return !process.isAlive() && !listening.isAlive();
  }

  /** Whether one of its lines begins so. */
  synchronized boolean hasSaid(String beginning) {
    return said.stream().anyMatch(line -> line.startsWith(beginning));
  }

  /** Asks it to end. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void say(String line) {
    try {
      Writer input = process.outputWriter();
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new LabException("ended early: " + command + " " + said(), e);
    }
  }

  /** Waits for its end. */
  Ending end() {
    if (!Await.holds(LIMIT, this::hasEnded)) {
      close();
      throw new LabException("does not end: " + command);
    }
    return new Ending(process.exitValue(), said());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
