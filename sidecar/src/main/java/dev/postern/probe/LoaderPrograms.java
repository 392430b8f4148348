package dev.postern.probe;

import java.util.List;
import java.util.Map;

/** The programs that no process passes: the loader runs them itself, to look at what is there. */
final class LoaderPrograms {

  private final BpfObject object;
  private final Map<Hook, String> missing;
  private final long scopeId;

  /**
   * Runs nothing yet.
   *
   * @param missing hooks that this kernel refused
   */
  LoaderPrograms(BpfObject object, Map<Hook, String> missing, long scopeId) {
    this.object = object;
    this.missing = missing;
    this.scopeId = scopeId;
  }

  /** Has the kernel note who this process is; false where it cannot. */
  boolean identify() {
    return call(Hook.IDENTIFY);
  }

  /** Has every process of the scope described, and the sockets noted that it holds. */
  void describeProcesses() {
    call(Hook.WALK);
  }

  /** Gives sockets in this network namespace to the processes that were found to hold them. */
  void adoptSockets() {
    List.of(Hook.OPEN_TCP, Hook.OPEN_UDP).forEach(this::iterate);
    object.clear("holders");
  }

  /** Brings the flows of open TCP connections in this network namespace up to date. */
  void countOpenConnections() {
    iterate(Hook.OPEN_TCP);
  }

  private boolean call(Hook hook) {
    if (missing.containsKey(hook)) {
      return false;
    }
    object.call(hook, scopeId);
    return true;
  }

  private void iterate(Hook hook) {
    if (!missing.containsKey(hook)) {
      object.iterate(hook);
    }
  }
}
