package dev.postern.kernel;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that says, line by line, what it does; the test answers to make it go on. */
public final class Program implements AutoCloseable {

  private static final int LIMIT_SECONDS = 60 * Integer.getInteger("postern.test.patience", 1);

  /** Status of a program that asked the kernel for something it does not know. */
  private static final int UNSUPPORTED = 77;

  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final Thread listening;

  private Program(Process process) {
    this.process = process;
    listening = Thread.startVirtualThread(this::listen);
  }

  /** The command that runs a script; {@code -S} and {@code -E} because neither is needed. */
  public static List<String> python(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-SE", "-c", script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return command;
  }

  /** Starts it, with {@link #environment()} and no other. */
  public static Program start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment());
    try {
      return new Program(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> environment() {
    return Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL", "C");
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException e) {
      said.add("output ended: " + e);
    }
  }

  /** Its process id, as this process sees it. */
  public int pid() {
    return Math.toIntExact(process.pid());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it said and nobody has asked for yet. */
  String heard() {
    return String.join("\n", said);
  }

  /** The next line it says. */
  public String line() {
    try {
      String line = said.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("the program says nothing; alive: " + process.isAlive());
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** The next line it says, a number. */
  public int number() {
    String line = line();
    try {
      return Integer.parseInt(line);
    } catch (NumberFormatException e) {
      close();
      throw new AssertionError("not a number: " + line + "\n" + String.join("\n", said), e);
    }
  }

  /** Lets a program that reads a line go on. */
  public void go() {
    say("");
  }

  /** Lets it go on with what it is told. */
  public void say(String line) {
    try {
      Writer input = process.outputWriter();
      input.write(line + '\n');
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the program has ended: " + said, e);
    }
  }

  /**
   * Waits for a good end, and skips the test if the kernel lacks what the program is about: only
   * for what the oldest kernel that is supported may lack.
   */
  List<String> endOrSkip() {
    await();
    if (process.exitValue() == UNSUPPORTED) {
      abort(String.join("\n", said));
    }
    return end();
  }

  /** Waits for a good end: what it said and nobody has asked for yet. */
  public List<String> end() {
    await();
    if (process.exitValue() != 0) {
      throw new AssertionError(
          "status " + process.exitValue() + " and\n" + String.join("\n", said));
    }
    return List.copyOf(said);
  }

  /** Waits for a bad end: what it said and nobody has asked for yet. */
  String failure() {
    await();
    if (process.exitValue() == 0) {
      throw new AssertionError("it succeeded and said\n" + String.join("\n", said));
    }
    return String.join("\n", said);
  }

  private void await() {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the program does not end; it said " + said);
      }
      listening.join();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
