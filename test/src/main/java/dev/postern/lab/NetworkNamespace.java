package dev.postern.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace with mounts of its own, kept by a process that ends when this JVM does. It
 * has no name in {@code /run/netns}: a name would outlive a JVM that was killed.
 */
public final class NetworkNamespace implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Process keeper;

  private NetworkNamespace(Process keeper) {
    this.keeper = keeper;
  }

  public static NetworkNamespace create() throws IOException {
    // Mounts made inside stay inside; what the machine unmounts is unmounted inside too.
    List<String> command =
        List.of(
            Tool.UNSHARE.path().toString(),
            "--net",
            "--mount",
            "--propagation",
            "slave",
            "/bin/sh",
            "-c",
            "echo ready; exec cat");
    NetworkNamespace namespace = new NetworkNamespace(new ProcessBuilder(command).start());
    if (!"ready".equals(namespace.keeper.inputReader().readLine())) {
      String reason = namespace.keeper.errorReader().readLine();
      namespace.close();
      throw new LabException("no network namespace could be made: " + reason);
    }
    return namespace;
  }

  /** Id of a process inside, as {@code ip link ... netns PID} takes it. */
  public long pid() {
    return keeper.pid();
  }

  /** The namespace's file, for setns(2) and {@code nsenter --net=}. */
  public Path file() {
    return Path.of("/proc", String.valueOf(pid()), "ns", "net");
  }

  /** A command that enters the network only, and then becomes {@code command}. */
  public List<String> entering(List<String> command) {
    return prefixed(List.of("--net"), command);
  }

  /** A command that enters the network and the mounts, and then becomes {@code command}. */
  List<String> enteringWithMounts(List<String> command) {
    return prefixed(List.of("--net", "--mount", "--wd"), command);
  }

  private List<String> prefixed(List<String> kinds, List<String> command) {
    List<String> argv = new ArrayList<>();
    argv.add(Tool.NSENTER.path().toString());
    argv.addAll(List.of("--target", String.valueOf(pid())));
    argv.addAll(kinds);
    argv.add("--");
    argv.addAll(command);
    return argv;
  }

  /** Runs a shell script inside; the first command of it that fails ends it with an error. */
  public void run(String script, String... arguments) throws IOException {
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-ec", script, "lab"));
    shell.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(enteringWithMounts(shell)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!Await.holds(LIMIT, () -> !process.isAlive()) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new LabException("the lab's network could not be made: " + output.strip());
    }
  }

  @Override
  public void close() throws IOException {
    keeper.destroyForcibly();
    if (!Await.holds(LIMIT, () -> !keeper.isAlive())) {
      throw new IOException("the keeper of a network namespace does not die: " + pid());
    }
  }
}
