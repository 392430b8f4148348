package dev.postern.bench;

import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import java.io.IOException;
import java.util.List;

/** The cgroup that is watched or not; goes with what runs in it however the JVM ends. */
final class BenchScope implements AutoCloseable {

  private final Cgroup cgroup;

  private BenchScope(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  static BenchScope create() {
    String name = "postern-bench-%d-%x".formatted(ProcessHandle.current().pid(), System.nanoTime());
    try {
      BenchScope scope = new BenchScope(CgroupFilesystem.find().create(name));
      Runtime.getRuntime().addShutdownHook(new Thread(scope::close, "remove-cgroup"));
      return scope;
    } catch (IOException e) {
      throw new BenchFailure(String.valueOf(e.getMessage()), e);
    }
  }

  Cgroup cgroup() {
    return cgroup;
  }

  /** Runs a command inside, to its good end. */
  String inside(List<String> command) {
    try {
      return Programs.output(ScopedCommand.of(command).joining(cgroup, System.getenv()));
    } catch (CommandNotRunnableException e) {
      throw new BenchFailure(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      cgroup.close();
    } catch (IOException e) {
      throw new BenchFailure(String.valueOf(e.getMessage()), e);
    }
  }
}
