package dev.postern.metrics;

import static dev.postern.metrics.Series.counter;
import static dev.postern.metrics.Series.gauge;

import dev.postern.resolve.LatencyHistogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.function.Supplier;

/** What the forwarder of names does. Safe to use from any thread. */
public final class DnsMetrics implements MultiCollector {

  private volatile Supplier<DnsReading> source = () -> DnsReading.NONE;

  DnsMetrics() {}

  /** From now on this is asked at every scrape. */
  public void readFrom(Supplier<DnsReading> readings) {
    source = readings;
  }

  @Override
  public MetricSnapshots collect() {
    DnsReading reading = source.get();
    return MetricSnapshots.of(
        counter(
            "postern_dns_queries",
            "Questions that came to the forwarder, by what became of them.",
            "outcome",
            reading.queries()),
        counter(
            "postern_dns_upstream_failures",
            "Questions to resolvers that came to nothing, and answers that were not believed.",
            "reason",
            reading.upstreamFailures()),
        counter(
            "postern_dns_refused_connections",
            "TCP connections to the forwarder that were closed because there were too many.",
            reading.refusedConnections()),
        durations(reading),
        gauge(
            "postern_dns_names",
            "Names that addresses go by, counted for each address.",
            reading.names()));
  }

  private static HistogramSnapshot durations(DnsReading reading) {
    double[] bounds = LatencyHistogram.boundsSeconds();
    double[] ends = Arrays.copyOf(bounds, bounds.length + 1);
    ends[bounds.length] = Double.POSITIVE_INFINITY;
    return HistogramSnapshot.builder()
        .name("postern_dns_query_duration_seconds")
        .help(
            "From a question's arrival at the forwarder to its answer, where a resolver answered.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(ends, reading.latencies().toArray(Long[]::new)))
                .sum(reading.latencySeconds())
                .build())
        .build();
  }
}
