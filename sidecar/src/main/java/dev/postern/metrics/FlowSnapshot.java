package dev.postern.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/** The metrics of flows as one scrape shows them. */
final class FlowSnapshot {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double[] bounds;
  private final CounterSnapshot.Builder connections =
      counter("postern_connections", "Connections begun; for datagrams, sockets that sent.");
  private final CounterSnapshot.Builder sent =
      counter("postern_sent_bytes", "Payload sent; for TCP acknowledged by the peer.");
  private final CounterSnapshot.Builder received =
      counter("postern_received_bytes", "Payload received.");
  private final CounterSnapshot.Builder failures =
      counter(
          "postern_connection_failures", "Outbound TCP attempts that came to nothing, by reason.");
  private final HistogramSnapshot.Builder durations =
      HistogramSnapshot.builder()
          .name("postern_connection_duration_seconds")
          .help("How long TCP connections that ended had lasted.");

  FlowSnapshot(List<Long> boundsNanos) {
    bounds = new double[boundsNanos.size() + 1];
    for (int i = 0; i < boundsNanos.size(); i++) {
      bounds[i] = boundsNanos.get(i) / NANOS_PER_SECOND;
    }
    bounds[boundsNanos.size()] = Double.POSITIVE_INFINITY;
  }

  void add(FlowLabels flow, FlowSums sums) {
    Labels labels = flow.labels();
    connections.dataPoint(point(labels, sums.connections()));
    sent.dataPoint(point(labels, sums.bytesSent()));
    received.dataPoint(point(labels, sums.bytesReceived()));
    sums.failures()
        .forEach(
            (reason, count) ->
                failures.dataPoint(point(labels.add("reason", reason.text()), count)));
    if (sums.hasDurations()) {
      durations.dataPoint(
          HistogramDataPointSnapshot.builder()
              .labels(labels)
              .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, sums.durations()))
              .sum(sums.durationNanos() / NANOS_PER_SECOND)
              .build());
    }
  }

  MetricSnapshots build(long folded) {
    return MetricSnapshots.of(
        connections.build(),
        sent.build(),
        received.build(),
        failures.build(),
        durations.build(),
        Series.counter(
            "postern_flows_folded",
            "Flow updates counted under other, because there were too many label values.",
            folded));
  }

  private static CounterSnapshot.Builder counter(String name, String help) {
    return CounterSnapshot.builder().name(name).help(help);
  }

  private static CounterDataPointSnapshot point(Labels labels, long value) {
    return CounterDataPointSnapshot.builder().labels(labels).value((double) value).build();
  }
}
