package dev.postern.run;

import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The cgroup of one run, removed with everything in it however the run ends. */
final class RunScope {

  private RunScope() {}

  static Cgroup create(CgroupFilesystem filesystem) throws IOException {
    // A pid comes back, in a container soon, and a killed run may have left its cgroup.
    String name = "postern-run-%d-%x".formatted(ProcessHandle.current().pid(), System.nanoTime());
    Cgroup cgroup = filesystem.create(name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(cgroup), "remove-cgroup"));
    return cgroup;
  }

  private static void remove(Cgroup cgroup) {
    try {
      cgroup.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
