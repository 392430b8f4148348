package dev.postern.metrics;

import dev.postern.event.Cidr;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** Every metric of a sidecar: docs/metrics.md names them all. */
public final class SidecarMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final FlowMetrics flows;
  private final AlertMetrics alerts = new AlertMetrics(registry);
  private final ProbeMetrics probe = new ProbeMetrics();
  private final RuleMetrics rules = new RuleMetrics();
  private final DnsMetrics dns = new DnsMetrics();

  /**
   * @param version of this software
   * @param durationBounds upper bounds of the kernel's duration classes in nanoseconds, rising,
   *     without the last class, which has none
   * @param clusterRanges addresses of the cluster's pods and services
   */
  public SidecarMetrics(String version, List<Long> durationBounds, List<Cidr> clusterRanges) {
    flows = new FlowMetrics(durationBounds, clusterRanges);
    PrometheusRegistry collectors = registry.getPrometheusRegistry();
    collectors.register(flows);
    collectors.register(probe);
    collectors.register(rules);
    collectors.register(dns);
    collectors.register(new ProcessMetrics());
    collectors.register(buildInfo(version));
  }

  private static Collector buildInfo(String version) {
    InfoSnapshot info =
        InfoSnapshot.builder()
            .name("postern_build")
            .help("The version that runs.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of("version", version))
                    .build())
            .build();
    return () -> info;
  }

  public FlowMetrics flows() {
    return flows;
  }

  public AlertMetrics alerts() {
    return alerts;
  }

  public ProbeMetrics probe() {
    return probe;
  }

  public RuleMetrics rules() {
    return rules;
  }

  public DnsMetrics dns() {
    return dns;
  }

  /** All of them, as a scrape gets them. */
  public MetricsPage page() {
    return new MetricsPage(registry.getPrometheusRegistry());
  }
}
