package dev.postern.metrics;

import dev.postern.alert.AlertSink;
import dev.postern.rules.Alert;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleSet;
import dev.postern.rules.SafeText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts alerts by rule. Safe to use from any thread. */
public final class AlertMetrics {

  private record RuleLabels(String rule, String priority) {}

  private final MeterRegistry registry;
  private final ConcurrentMap<RuleLabels, Counter> counters = new ConcurrentHashMap<>();

  AlertMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Shows a counter at 0 for every rule from now on: Prometheus' {@code increase()} is blind to the
   * first alert of a series that begins with it. Call it again when rules were loaded anew.
   */
  public void expect(RuleSet rules) {
    rules.rules().forEach(this::counter);
  }

  /** Counts an alert. */
  public void count(Alert alert) {
    counter(alert.rule()).increment();
  }

  /** A sink that counts what it passes on to {@code next}. */
  public AlertSink counting(AlertSink next) {
    return new AlertSink() {
      @Override
      public void accept(Alert alert) {
        count(alert);
        next.accept(alert);
      }

      @Override
      public void flush() {
        next.flush();
      }
    };
  }

  private Counter counter(Rule rule) {
    return counters.computeIfAbsent(
        new RuleLabels(SafeText.oneLine(rule.name()), rule.priority().text()), this::register);
  }

  private Counter register(RuleLabels labels) {
    return Counter.builder("postern.alerts")
        .description("Alerts raised, by rule.")
        .tag("rule", labels.rule())
        .tag("priority", labels.priority())
        .register(registry);
  }
}
