package dev.postern.sidecar;

import dev.postern.attribution.Containers;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Cidr;
import dev.postern.metrics.HttpAddress;
import dev.postern.reload.LoadedRules;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sidecar shall watch, and how.
 *
 * @param scope a folder of the cgroup v2 hierarchy
 * @param containers what the scope's processes run in; asked on the event loop
 * @param ringBytes size of the ring buffer, a power of two
 * @param pins a folder of a BPF filesystem, to keep there what outlives this process; null to keep
 *     nothing
 * @param policy to be in force from the start, until another is; null for none
 * @param rules that raise alerts, until others are loaded
 * @param clusterRanges the cluster's addresses, to metrics a destination of their own
 * @param clusterDomain the cluster's DNS domain, in lower case
 * @param metrics where to serve metrics, or null to serve none
 */
public record Watch(
    Path scope,
    Containers containers,
    int ringBytes,
    @Nullable Path pins,
    @Nullable ScopePolicy policy,
    LoadedRules rules,
    List<Cidr> clusterRanges,
    String clusterDomain,
    @Nullable HttpAddress metrics) {

  public Watch {
    clusterRanges = List.copyOf(clusterRanges);
  }
}
