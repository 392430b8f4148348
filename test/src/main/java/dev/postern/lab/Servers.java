package dev.postern.lab;

import dev.postern.lab.servers.LabServers;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The process outside the pod that answers it. It is asked over its standard input and output, so
 * that asking is no traffic, and ends when its input does.
 */
final class Servers implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private final Path log;

  private Servers(Process process, Path log) {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
    this.log = log;
  }

  /**
   * Starts the process; it serves once it has a key store.
   *
   * @param mainClass what it runs
   * @param arguments what that is given
   */
  static Servers start(
      NetworkNamespace outside, Path folder, String mainClass, List<String> arguments)
      throws IOException {
    Path log = folder.resolve("servers.log");
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A short life: little compilation, little memory, no file left in /tmp when killed.
    java.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    java.addAll(
        List.of("-Dio.netty.machineId=00:00:00:00:00:01")); // or it looks for a network card
    java.addAll(List.of("-Xmx128m", "--sun-misc-unsafe-memory-access=allow"));
    java.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    java.addAll(arguments);
    return new Servers(
        new ProcessBuilder(outside.entering(java)).redirectError(log.toFile()).start(), log);
  }

  /** Gives it the key store and waits until every server listens. */
  void serveWith(Path keyStore) throws IOException {
    ask(keyStore.toString());
    String line = readLine();
    if (!LabServers.READY.equals(line)) {
      throw new LabException("the lab's servers said: " + line);
    }
  }

  /** What was served so far. */
  synchronized List<ServedFlow> flows() throws IOException {
    ask(LabServers.REPORT);
    List<ServedFlow> flows = new ArrayList<>();
    for (String line = readLine(); !line.equals(LabServers.END); line = readLine()) {
      flows.add(ServedFlow.parse(line));
    }
    return flows;
  }

  private void ask(String line) throws IOException {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw silence(); // a broken pipe: why it ended says more
    }
  }

  private String readLine() throws IOException {
    Await.holds(LIMIT, () -> isReady() || !process.isAlive());
    String line = isReady() ? output.readLine() : null;
    if (line == null) {
      throw silence();
    }
    return line;
  }

  private LabException silence() throws IOException {
    String reason = Files.readString(log).lines().findFirst().orElse("no reason given");
    return new LabException("the lab's servers do not answer: " + reason);
  }

  private boolean isReady() {
    try {
      return output.ready();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (!Await.holds(LIMIT, () -> !process.isAlive())) {
      process.destroyForcibly();
      throw new IOException("the lab's servers had to be killed: process " + process.pid());
    }
  }
}
