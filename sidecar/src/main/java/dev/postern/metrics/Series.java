package dev.postern.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Map;

/** Metrics that are read somewhere else, with no label or one. */
final class Series {

  private Series() {}

  /** A counter; {@code _total} is added to its name when it is shown. */
  static MetricSnapshot counter(String name, String help, long value) {
    return counter(name, help, (double) value);
  }

  static MetricSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }

  /** A counter for each value of a label. */
  static MetricSnapshot counter(String name, String help, String label, Map<String, Long> values) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of(label, key))
                    .value(value.doubleValue())
                    .build()));
    return counter.build();
  }

  static MetricSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  /** A gauge for each value of a label. */
  static MetricSnapshot gauge(String name, String help, String label, Map<String, Long> values) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            gauge.dataPoint(
                GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(label, key))
                    .value(value.doubleValue())
                    .build()));
    return gauge.build();
  }
}
