package dev.postern.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Effective capabilities of this process, as capabilities(7) numbers them. */
record Capabilities(long effective) {

  private static final int NET_ADMIN = 12;
  private static final int SYS_ADMIN = 21;
  private static final int PERFMON = 38;
  private static final int BPF = 39;

  static Capabilities ofThisProcess() throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
    return new Capabilities(
        status.stream()
            .filter(line -> line.startsWith("CapEff:"))
            .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
            .findFirst()
            .orElse(0));
  }

  /** Loading programs and attaching them to cgroups. */
  boolean canLoadNetworkHooks() {
    return (has(BPF) && has(NET_ADMIN)) || has(SYS_ADMIN);
  }

  /** Reading kernel memory and attaching to tracepoints. */
  boolean canTrace() {
    return has(PERFMON) || has(SYS_ADMIN);
  }

  private boolean has(int capability) {
    return (effective >>> capability & 1) != 0;
  }
}
