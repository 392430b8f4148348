package dev.postern.names;

import dev.postern.abi.ProcessKey;
import dev.postern.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * By which name an address was asked for: by the process itself if it did, otherwise by whoever of
 * the scope did last. Those used last are kept.
 */
final class NameTable {

  /**
   * An answer.
   *
   * @param inCluster what the name names in the cluster; null when it is of another domain
   * @param atNanos when it came, on the clock of events
   */
  record Answer(String name, @Nullable ClusterName inCluster, long atNanos) {}

  /** A process goes on under its next image. */
  private record Asked(int pid, long startNanos, IpAddress address) {

    Asked(ProcessKey process, IpAddress address) {
      this(process.pid(), process.startNanos(), address);
    }
  }

  private static final int KEPT = 8192;

  private final Recent<Asked, Answer> byProcess = new Recent<>(KEPT);
  private final Recent<IpAddress, Answer> byAddress = new Recent<>(KEPT);

  void put(ProcessKey process, IpAddress address, Answer answer) {
    byProcess.put(new Asked(process, address), answer);
    byAddress.put(address, answer);
  }

  @Nullable Answer find(ProcessKey process, IpAddress address) {
    Answer own = byProcess.get(new Asked(process, address));
    return own != null ? own : byAddress.get(address);
  }
}
