package dev.postern.sensor;

import dev.postern.attribution.Containers;
import dev.postern.enforce.NameSettings;
import dev.postern.enforce.ScopePolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to watch, and under which policy.
 *
 * @param scope a folder of the cgroup v2 hierarchy
 * @param containers what the scope's processes run in; asked on the event loop
 * @param clusterDomain the cluster's DNS domain, in lower case
 * @param ringBytes size of the ring buffer, a power of two
 * @param pins a folder of a BPF filesystem, to keep there what outlives this process; null to keep
 *     nothing
 * @param policy to be in force before anything that is watched can happen, until another is; null
 *     for none
 * @param names how a policy's names are enforced
 */
public record SensorSettings(
    Path scope,
    Containers containers,
    String clusterDomain,
    int ringBytes,
    @Nullable Path pins,
    @Nullable ScopePolicy policy,
    NameSettings names) {

  /** The usual cluster domain. */
  public static final String CLUSTER_DOMAIN = "cluster.local";

  /** To be watched under no policy, or under one of which nothing is kept. */
  public static SensorSettings of(
      Path scope, Containers containers, int ringBytes, @Nullable ScopePolicy policy) {
    return new SensorSettings(
        scope,
        containers,
        CLUSTER_DOMAIN,
        ringBytes,
        null,
        policy,
        NameSettings.of(CLUSTER_DOMAIN));
  }
}
