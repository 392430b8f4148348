package dev.postern.bypass;

import dev.postern.lab.Await;
import dev.postern.lab.LabException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A {@code ./postern sidecar} that has put a policy in force, until it is closed. */
final class Enforcement implements Closeable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);
  private static final String JOIN = "echo $$ > \"$1\"; shift; exec \"$@\"";
  private static final String WATCHING = "postern: watching ";

  /** Where the checkout is; by default around the working directory. */
  private static final String PROPERTY = "postern.bypass.root";

  private final Actor sidecar;

  private Enforcement(Actor sidecar) {
    this.sidecar = sidecar;
  }

  /**
   * Puts a policy in force; when this returns it is.
   *
   * @param scope a cgroup: every process in it and below it
   * @param place what brings the sidecar to its cgroup and into the scope's network, in front of a
   *     command
   * @param policy a file with documents of kind EgressPolicy
   * @param options of the sidecar, besides
   * @throws LabException with what the sidecar said, when that fails
   */
  static Enforcement start(Path scope, List<String> place, Path policy, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(place);
    command.addAll(
        List.of(
            "/usr/bin/env",
            "POSTERN_BUILT=1",
            "JAVA_HOME=" + System.getProperty("java.home"),
            script().toString(),
            "sidecar",
            "--cgroup",
            scope.toString(),
            "--policy",
            policy.toString()));
    command.addAll(options);
    Actor sidecar = Actor.start(command);
    Await.holds(START, () -> sidecar.hasSaid(WATCHING) || !sidecar.isAlive());
    if (!sidecar.hasSaid(WATCHING)) {
      sidecar.close();
      throw new LabException("no policy in force: " + String.join("; ", sidecar.said()));
    }
    return new Enforcement(sidecar);
  }

  /** In front of a command, has it run in a cgroup. */
  static List<String> joining(Path cgroup) {
    return List.of("/bin/sh", "-ec", JOIN, "sh", cgroup.resolve("cgroup.procs").toString());
  }

  private static Path script() {
    return Stream.of(System.getProperty(PROPERTY, "."), "..")
        .map(folder -> Path.of(folder, "postern").toAbsolutePath().normalize())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new LabException("no ./postern here: run it from the checkout"));
  }

  /** Tells the sidecar to end, which leaves nothing behind when nobody else is in the scope. */
  @Override
  public void close() {
    sidecar.terminate();
    Await.holds(END, () -> !sidecar.isAlive());
    sidecar.close();
  }
}
