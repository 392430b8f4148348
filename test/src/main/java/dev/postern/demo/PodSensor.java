package dev.postern.demo;

import dev.postern.alert.AlertWriter;
import dev.postern.attribution.Containers;
import dev.postern.demo.StepAlerts.Fired;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Container;
import dev.postern.lab.DemoSteps;
import dev.postern.lab.Lab;
import dev.postern.reload.LoadedRules;
import dev.postern.rules.RuleSet;
import dev.postern.scope.Cgroup;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.Watch;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sidecar beside the lab's pod, whose alerts are printed as they fire. */
final class PodSensor implements AutoCloseable {

  private static final int RING_BYTES = 1 << 20;
  private static final String IMAGE = "registry.example/shop/my-webserver";
  private static final String NAMESPACE = "shop";
  private static final String POD = "my-webserver-0";

  private final AlertWriter shown;
  private final SensorLoop loop;
  private final StepAlerts alerts;
  private final Sidecar sidecar;

  private PodSensor(AlertWriter shown, SensorLoop loop, StepAlerts alerts, Sidecar sidecar) {
    this.shown = shown;
    this.loop = loop;
    this.alerts = alerts;
    this.sidecar = sidecar;
  }

  /**
   * Watches from now on.
   *
   * @param policy in force from now on; null for none
   */
  static PodSensor start(Lab lab, RuleSet rules, @Nullable ScopePolicy policy) throws IOException {
    ZoneId zone = ZoneId.systemDefault();
    AlertWriter shown = AlertWriter.toStandardOutput(alert -> "     " + alert.line(zone));
    SensorLoop loop = SensorLoop.start();
    try {
      StepAlerts alerts = new StepAlerts(shown);
      Sidecar sidecar = Sidecar.start(loop, watch(lab.cgroup(), rules, policy), alerts, _ -> {});
      return new PodSensor(shown, loop, alerts, sidecar);
    } catch (IOException | RuntimeException e) {
      loop.close();
      shown.close();
      throw e;
    }
  }

  /** Nothing is pinned: the demo leaves nothing behind. */
  private static Watch watch(Cgroup pod, RuleSet rules, @Nullable ScopePolicy policy) {
    Container container =
        new Container(pod.shortId(), DemoSteps.CONTAINER, IMAGE, null, NAMESPACE, POD);
    return new Watch(
        SensorSettings.of(pod.path(), Containers.always(container), RING_BYTES, policy),
        LoadedRules.of(rules),
        List.of(),
        null);
  }

  /** What has fired since the last call, everything that has happened until now included. */
  List<Fired> take() {
    sidecar.drain();
    return alerts.take();
  }

  @Override
  public void close() throws IOException {
    try (shown;
        loop) {
      sidecar.close();
    }
  }
}
