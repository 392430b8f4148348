package dev.postern.sidecar;

import dev.postern.event.Cidr;
import dev.postern.metrics.HttpAddress;
import dev.postern.reload.LoadedRules;
import dev.postern.sensor.SensorSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sidecar shall watch, and how.
 *
 * @param sensor what to watch, and under which policy
 * @param rules that raise alerts, until others are loaded
 * @param clusterRanges the cluster's addresses, to metrics a destination of their own
 * @param metrics where to serve metrics, or null to serve none
 */
public record Watch(
    SensorSettings sensor,
    LoadedRules rules,
    List<Cidr> clusterRanges,
    @Nullable HttpAddress metrics) {

  public Watch {
    clusterRanges = List.copyOf(clusterRanges);
  }
}
