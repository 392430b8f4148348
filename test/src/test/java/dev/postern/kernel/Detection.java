package dev.postern.kernel;

import dev.postern.alert.AlertSink;
import dev.postern.attribution.Containers;
import dev.postern.rules.Alert;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.sensor.FlowRow;
import dev.postern.sensor.FlowTable;
import dev.postern.sensor.OwnListeners;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The whole sensor at work with one rule: every connect is an alert. */
final class Detection implements AutoCloseable {

  private static final int RING_BYTES = 4 << 20;

  private static final String RULE =
      """
      - rule: Connect
        desc: Whoever connects to whatever
        condition: evt.type = connect and fd.sip != 192.0.2.1
        output: "%proc.name (%proc.pid) to %fd.sip:%fd.sport"
        priority: NOTICE
      """;

  private final SensorLoop loop = SensorLoop.start();
  private final Alerts alerts = new Alerts();
  private final FlowTable flows = new FlowTable();
  private final Sensor sensor;

  private Detection(Scope scope) {
    LoadResult rules =
        RuleLoader.load(List.of(new RuleSource("connect.yaml", RULE)), RuleSettings.DEFAULT);
    try {
      sensor =
          Sensor.start(
              loop.vertx(),
              SensorSettings.of(
                  scope.cgroup().path(),
                  Containers.always(Observation.CONTAINER),
                  RING_BYTES,
                  null),
              OwnListeners.NONE,
              Objects.requireNonNull(rules.rules(), () -> rules.errors().toString()),
              alerts,
              flows::accept);
    } catch (IOException | RuntimeException e) {
      loop.close();
      throw new AssertionError(e);
    }
  }

  static Detection of(Scope scope) {
    return new Detection(scope);
  }

  /** The alerts of everything that has happened. */
  List<Alert> alerts() {
    sensor.caughtUp().join();
    return alerts.all();
  }

  /** Who has talked to whom. */
  List<FlowRow> flows() {
    sensor.harvest().await();
    return flows.rows();
  }

  Sensor sensor() {
    return sensor;
  }

  @Override
  public void close() {
    sensor.close();
    loop.close();
  }

  private static final class Alerts implements AlertSink {

    private final List<Alert> alerts = new ArrayList<>();

    @Override
    public synchronized void accept(Alert alert) {
      alerts.add(alert);
    }

    @Override
    public void flush() {}

    synchronized List<Alert> all() {
      return List.copyOf(alerts);
    }
  }
}
