package dev.postern.sidecar;

import dev.postern.abi.FlowDecoder;
import dev.postern.abi.ProbeObject;
import dev.postern.alert.AlertSink;
import dev.postern.enforce.Enforcement;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Event;
import dev.postern.event.Flow;
import dev.postern.metrics.DnsReading;
import dev.postern.metrics.HttpAddress;
import dev.postern.metrics.MetricsServer;
import dev.postern.metrics.ProbeReading;
import dev.postern.metrics.Refresh;
import dev.postern.metrics.SidecarMetrics;
import dev.postern.reload.LoadedRules;
import dev.postern.rules.RuleSet;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorListener;
import dev.postern.sensor.SensorLoop;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sidecar's metrics and the server that shows them; not even loaded when nobody asked for it. */
final class ServedMetrics implements AutoCloseable {

  private final SidecarMetrics metrics;
  private final SidecarStatus status;
  private @Nullable MetricsServer server;

  private ServedMetrics(SidecarMetrics metrics, SidecarStatus status) {
    this.metrics = metrics;
    this.status = status;
  }

  private static List<Long> durationBounds() {
    return new FlowDecoder(ProbeObject.layout(ProbeObject.bytes())).durationBounds();
  }

  /** Counts, and is not served yet. */
  static ServedMetrics of(Watch watch) {
    SidecarMetrics metrics =
        new SidecarMetrics(Version.text(), durationBounds(), watch.clusterRanges());
    LoadedRules rules = watch.rules();
    metrics.alerts().expect(rules.rules());
    metrics.rules().loaded(rules.rules().rules().size(), rules.at());
    SidecarStatus status = new SidecarStatus(rules);
    if (watch.sensor().policy() != null) {
      status.enforced(watch.sensor().policy());
    }
    return new ServedMetrics(metrics, status);
  }

  /**
   * Serves, and is not ready yet.
   *
   * @return where, with the port that was found
   * @throws IOException when the address cannot be had
   */
  HttpAddress serve(SensorLoop loop, HttpAddress address) throws IOException {
    MetricsServer started = MetricsServer.start(loop.vertx(), address, metrics.page());
    started.showStatus(status::json);
    server = started;
    return started.address();
  }

  private MetricsServer server() {
    return Objects.requireNonNull(server, "not served yet");
  }

  HttpAddress address() {
    return server().address();
  }

  /** Counts alerts that it passes on. */
  AlertSink counting(AlertSink alerts) {
    return metrics.alerts().counting(alerts);
  }

  /** Counts events and flows, and passes everything on. */
  SensorListener listening(SensorListener next) {
    return new SensorListener() {
      @Override
      public void event(Event event) {
        metrics.probe().count(event.type());
        next.event(event);
      }

      @Override
      public void tried(Event event) {
        next.tried(event);
      }

      @Override
      public void flow(Flow flow) {
        next.flow(flow);
        metrics.flows().accept(flow);
      }
    };
  }

  /** From now on scrapes show what this sensor sees, up to their own moment. */
  void show(Sensor sensor, int ringBytes) {
    Supplier<ProbeReading> reading = () -> ProbeReading.of(sensor.probe(), ringBytes);
    metrics.probe().attached(reading);
    Enforcement enforcement = sensor.enforcement();
    if (enforcement != null) {
      metrics.dns().readFrom(() -> DnsReading.of(enforcement.forwarder(), enforcement.names()));
    }
    status.attached(sensor.probe(), reading);
    server().refreshWith(sensor::harvest);
    server().ready();
  }

  /** Rules that are about to run show a counter from now on. */
  void expect(RuleSet rules) {
    metrics.alerts().expect(rules);
  }

  void reloaded(LoadedRules rules) {
    metrics.rules().reloaded(rules.rules().rules().size(), rules.at());
    status.reloaded(rules);
  }

  void reloadFailed(List<String> errors) {
    metrics.rules().failed();
    status.reloadFailed(errors);
  }

  void enforced(ScopePolicy policy) {
    status.enforced(policy);
  }

  void policyFailed(List<String> errors) {
    status.policyFailed(errors);
  }

  void ending() {
    server().notReady("ending");
  }

  /** The sensor is about to be closed: its numbers stay as they are. */
  void detach() {
    server().notReady("ended");
    server().refreshWith(Refresh.NOTHING);
    metrics.probe().detached();
    status.detached();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
