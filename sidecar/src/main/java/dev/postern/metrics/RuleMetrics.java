package dev.postern.metrics;

import static dev.postern.metrics.Series.counter;
import static dev.postern.metrics.Series.gauge;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.Map;

/**
 * Which rules run, and what came of loading them anew. Named as Prometheus names what it says of
 * its own configuration. Safe to use from any thread.
 */
public final class RuleMetrics implements MultiCollector {

  private long rules;
  private long succeeded;
  private long failed;
  private boolean lastSucceeded = true;
  private long lastSuccess;

  RuleMetrics() {}

  /** These rules run from the start. */
  public synchronized void loaded(int count, Instant at) {
    rules = count;
    lastSuccess = at.getEpochSecond();
  }

  /** These rules have taken the place of the others. */
  public synchronized void reloaded(int count, Instant at) {
    loaded(count, at);
    succeeded++;
    lastSucceeded = true;
  }

  /** Others were to take their place and could not be used. */
  public synchronized void failed() {
    failed++;
    lastSucceeded = false;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    return MetricSnapshots.of(
        gauge("postern_rules_loaded", "Rules that run.", rules),
        counter(
            "postern_rules_reloads",
            "Times rules were loaded anew, by what came of it.",
            "result",
            Map.of("ok", succeeded, "error", failed)),
        gauge(
            "postern_rules_last_reload_successful",
            "Whether the last load of rules could be used.",
            lastSucceeded ? 1 : 0),
        gauge(
            "postern_rules_last_reload_success_timestamp_seconds",
            "When the rules that run were loaded, in seconds since the epoch.",
            lastSuccess));
  }
}
