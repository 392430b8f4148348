package dev.postern.sidecar;

import dev.postern.lab.Await;
import dev.postern.run.MetricsEndpoint;
import dev.postern.run.PosternProcess;
import dev.postern.scope.CgroupFilesystem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A real {@code ./postern sidecar} as a container runtime starts one: in a cgroup of its own that
 * is the top of its {@code /sys/fs/cgroup}, with the host's hierarchy mounted elsewhere, as process
 * 1 of a pid namespace with its own {@code /proc}, and with three capabilities. The network is
 * shared, as in a pod.
 */
final class PodSidecar implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Ends up as the JVM, which is process 1; leaves what it saw in the file {@code inside}. */
  private static final String AS_IN_A_POD =
      """
      set -e
      mount --bind "$1" "$2"
      mount -t cgroup2 none /sys/fs/cgroup
      exec 3>"$3"
      shift 3
      exec setpriv --inh-caps=-all --bounding-set=-all,+bpf,+perfmon,+net_admin --no-new-privs \\
        sh -c 'echo $$ /proc/[0-9]* >&3; while read -r line; do echo "$line"; done </proc/self/status >&3
          exec "$@" 3>&-' sh "$@"
      """;

  private final Process process;
  private final Path folder;

  private PodSidecar(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts it.
   *
   * @param folder of its streams and of {@code rules.yaml}; the host's hierarchy is in {@code host}
   */
  static PodSidecar start(Path folder, WatchedScope container, String podUid, String... more)
      throws IOException {
    Files.createDirectory(folder.resolve("host"));
    List<String> command =
        new ArrayList<>(
            container.joining(
                "unshare",
                "--cgroup",
                "--mount",
                "--pid",
                "--mount-proc",
                "--kill-child",
                "--propagation",
                "private",
                "sh",
                "-c",
                AS_IN_A_POD,
                "sh",
                CgroupFilesystem.find().root().toString(),
                folder.resolve("host").toString(),
                folder.resolve("inside").toString(),
                PosternProcess.script().toString(),
                "sidecar",
                "--rules",
                folder.resolve("rules.yaml").toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().put("POSTERN_BUILT", "1");
    builder.environment().put("POD_UID", podUid);
    return new PodSidecar(builder.start(), folder);
  }

  /** Waits until it watches, or has ended. */
  void awaitWatching() {
    Await.until("the sidecar", LIMIT, () -> errors().contains("watching") || !process.isAlive());
  }

  /** Waits for its end: its exit status. */
  int await() {
    Await.until("its end", LIMIT, () -> !process.isAlive());
    return process.exitValue();
  }

  /** Tells it to end, as a kubelet does, and waits: its exit status. */
  int end() {
    jvm().destroy();
    return await();
  }

  /** The sidecar itself; {@link #process} is unshare, which waits for it. */
  private ProcessHandle jvm() {
    return process.children().findFirst().orElseThrow(() -> new AssertionError(errors()));
  }

  /** What its process status says, by name (proc_pid_status(5)), as seen from outside. */
  String status(String name) throws IOException {
    return field(Files.readString(Path.of("/proc", String.valueOf(jvm().pid()), "status")), name);
  }

  /** The same, as it saw it itself before it became Postern. */
  String ownStatus(String name) {
    return field(read("inside"), name);
  }

  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in " + status));
  }

  /** Its process id and the folders of processes in its {@code /proc}, when it began. */
  String ownProcesses() {
    return read("inside").lines().findFirst().orElseThrow();
  }

  /** The folders of processes in its {@code /proc} now. */
  String processes() throws IOException {
    String mounts = "--mount=/proc/" + jvm().pid() + "/ns/mnt";
    return WatchedScope.run(List.of("nsenter", mounts, "sh", "-c", "echo /proc/[0-9]*"))
        .orThrow()
        .output()
        .strip();
  }

  MetricsEndpoint metrics() {
    return MetricsEndpoint.announcedIn(errors());
  }

  List<JsonObject> alerts() {
    return ConnectRule.alerts(read("output"));
  }

  String errors() {
    return read("errors");
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly(); // and by --kill-child the other
    Await.until("its end", LIMIT, () -> !process.isAlive());
  }
}
