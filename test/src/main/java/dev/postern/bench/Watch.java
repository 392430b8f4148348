package dev.postern.bench;

import dev.postern.alert.AlertSink;
import dev.postern.attribution.Containers;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Container;
import dev.postern.rules.RuleSet;
import dev.postern.scope.Cgroup;
import dev.postern.sensor.OwnListeners;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorListener;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a scope is watched with. Attached and detached many times, on one event loop. */
final class Watch implements AutoCloseable {

  /** The default of {@code postern run}. */
  static final int RING_BYTES = 4 << 20;

  static final Container CONTAINER = new Container("000000000000", "bench", null, null, null, null);

  private final SensorLoop loop = SensorLoop.start();
  private final Cgroup scope;

  Watch(BenchScope scope) {
    this.scope = scope.cgroup();
  }

  /** Watches from now on until the sensor is closed. */
  Sensor on(RuleSet rules, AlertSink alerts, int ringBytes) {
    return on(rules, alerts, _ -> {}, ringBytes);
  }

  /** The same, with somebody who looks at flows. */
  Sensor on(RuleSet rules, AlertSink alerts, SensorListener flows, int ringBytes) {
    return start(null, rules, alerts, flows, ringBytes);
  }

  /** Watches under a policy, if there is one, until the sensor is closed; nothing is pinned. */
  Sensor under(@Nullable ScopePolicy policy, RuleSet rules, AlertSink alerts) {
    return start(policy, rules, alerts, _ -> {}, RING_BYTES);
  }

  private Sensor start(
      @Nullable ScopePolicy policy,
      RuleSet rules,
      AlertSink alerts,
      SensorListener flows,
      int ringBytes) {
    try {
      return Sensor.start(
          loop.vertx(),
          SensorSettings.of(scope.path(), Containers.always(CONTAINER), ringBytes, policy),
          OwnListeners.NONE,
          rules,
          alerts,
          flows);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of listeners, and there is none
    }
  }

  /** Events that found no room in the ring. */
  static long lost(Sensor sensor) {
    return sensor.probe().counters().lost().values().stream().mapToLong(Long::longValue).sum();
  }

  /** CPU that this JVM has used so far, in steps of the kernel's 10 ms. */
  static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    loop.close();
  }
}
