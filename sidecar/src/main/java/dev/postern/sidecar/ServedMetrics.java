package dev.postern.sidecar;

import dev.postern.alert.AlertSink;
import dev.postern.event.Event;
import dev.postern.event.Flow;
import dev.postern.metrics.HttpAddress;
import dev.postern.metrics.MetricsServer;
import dev.postern.metrics.ProbeReading;
import dev.postern.metrics.Refresh;
import dev.postern.metrics.SidecarMetrics;
import dev.postern.probe.Probe;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorListener;
import dev.postern.sensor.SensorLoop;
import java.io.IOException;

/** A sidecar's metrics and the server that shows them; not even loaded when nobody asked for it. */
final class ServedMetrics implements AutoCloseable {

  private final SidecarMetrics metrics;
  private final MetricsServer server;

  private ServedMetrics(SidecarMetrics metrics, MetricsServer server) {
    this.metrics = metrics;
    this.server = server;
  }

  /** Serves, and is not ready yet. */
  static ServedMetrics start(SensorLoop loop, HttpAddress address, Watch watch) throws IOException {
    SidecarMetrics metrics =
        new SidecarMetrics(Version.text(), Probe.durationBounds(), watch.clusterRanges());
    metrics.alerts().expect(watch.rules());
    return new ServedMetrics(metrics, MetricsServer.start(loop.vertx(), address, metrics.page()));
  }

  HttpAddress address() {
    return server.address();
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
    metrics.probe().attached(() -> ProbeReading.of(sensor.probe(), ringBytes));
    server.refreshWith(sensor::harvest);
    server.ready();
  }

  void ending() {
    server.notReady("ending");
  }

  /** The sensor is about to be closed: its numbers stay as they are. */
  void detach() {
    server.notReady("ended");
    server.refreshWith(Refresh.NOTHING);
    metrics.probe().detached();
  }

  @Override
  public void close() {
    server.close();
  }
}
