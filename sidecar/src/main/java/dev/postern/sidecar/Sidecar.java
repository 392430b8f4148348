package dev.postern.sidecar;

import dev.postern.alert.AlertSink;
import dev.postern.enforce.ScopePolicy;
import dev.postern.metrics.HttpAddress;
import dev.postern.probe.ProbeException;
import dev.postern.reload.LoadFailure;
import dev.postern.reload.LoadedRules;
import dev.postern.sensor.OwnListeners;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorListener;
import dev.postern.sensor.SensorLoop;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that watches one scope: what {@code sidecar}, {@code run} and the demo start. */
public final class Sidecar implements AutoCloseable, RuleReload.Runner {

  private final Sensor sensor;
  private final @Nullable ServedMetrics metrics;
  private final List<String> notes;

  private Sidecar(Sensor sensor, Watch watch, @Nullable ServedMetrics metrics) {
    this.sensor = sensor;
    this.notes = StartNotes.of(sensor.probe(), watch);
    this.metrics = metrics;
  }

  /**
   * Attaches to the scope, serves metrics if that is wanted, and begins to watch. Blocks until all
   * of it is done.
   *
   * @param loop carries everything that happens from now on; stays its maker's
   * @param alerts called on the loop; stays its maker's
   * @param listener called on the loop with what is seen
   * @throws IOException when the metrics' address cannot be had; nothing stays attached then
   * @throws ProbeException when the probe cannot work here; nothing stays attached then
   */
  public static Sidecar start(
      SensorLoop loop, Watch watch, AlertSink alerts, SensorListener listener) throws IOException {
    HttpAddress address = watch.metrics();
    if (address == null) {
      return new Sidecar(sensor(loop, watch, OwnListeners.NONE, alerts, listener), watch, null);
    }
    ServedMetrics metrics = ServedMetrics.of(watch);
    try {
      Sensor sensor =
          sensor(
              loop,
              watch,
              () -> Set.of(metrics.serve(loop, address).port()),
              metrics.counting(alerts),
              metrics.listening(listener));
      metrics.show(sensor, watch.sensor().ringBytes());
      return new Sidecar(sensor, watch, metrics);
    } catch (IOException | RuntimeException e) {
      metrics.close();
      throw e;
    }
  }

  private static Sensor sensor(
      SensorLoop loop,
      Watch watch,
      OwnListeners listeners,
      AlertSink alerts,
      SensorListener listener)
      throws IOException {
    return Sensor.start(
        loop.vertx(), watch.sensor(), listeners, watch.rules().rules(), alerts, listener);
  }

  /** Where metrics are served, with the port that was found, or null. */
  public @Nullable HttpAddress metrics() {
    return metrics == null ? null : metrics.address();
  }

  /**
   * Runs other rules from the next event on. Blocks until it does; not to be called on the loop.
   */
  @Override
  public void replace(LoadedRules rules) {
    if (metrics != null) {
      metrics.expect(rules.rules()); // before the first of their alerts
    }
    sensor.replace(rules.rules()).await();
    if (metrics != null) {
      metrics.reloaded(rules);
    }
  }

  @Override
  public void reloadFailed(List<String> errors) {
    if (metrics != null) {
      metrics.reloadFailed(errors);
    }
  }

  /**
   * Puts a policy in force. Blocks until it is; not to be called on the loop.
   *
   * @throws LoadFailure when the kernel does not take it, or its names cannot be enforced; the one
   *     before stays in force then
   */
  public void enforce(ScopePolicy policy) throws LoadFailure {
    try {
      sensor.enforce(policy);
    } catch (IOException | ProbeException e) {
      throw new LoadFailure(List.of("the policy cannot be put in force: " + e.getMessage()));
    }
    if (metrics != null) {
      metrics.enforced(policy);
    }
  }

  /** Another policy was to be put in force and could not be used. */
  void policyFailed(List<String> errors) {
    if (metrics != null) {
      metrics.policyFailed(errors);
    }
  }

  /** Has nothing go on in the kernel when this is closed. */
  public void unpin() {
    sensor.probe().unpin();
  }

  /** Says that it is about to end: it is ready no longer. */
  public void ending() {
    if (metrics != null) {
      metrics.ending();
    }
  }

  /** Waits until the alerts and flows of everything that has happened so far have been let go. */
  public void drain() {
    sensor.caughtUp().join();
    sensor.harvest().await();
  }

  /** What whoever starts this should know, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** What was not seen so far. */
  public Losses losses() {
    return Losses.of(sensor.probe());
  }

  /** Detaches. Not to be called on the loop. */
  @Override
  public void close() {
    if (metrics != null) {
      metrics.detach();
    }
    try {
      sensor.close();
    } finally {
      if (metrics != null) {
        metrics.close();
      }
    }
  }
}
