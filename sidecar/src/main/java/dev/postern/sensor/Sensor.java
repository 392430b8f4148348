package dev.postern.sensor;

import dev.postern.abi.KernelEvent;
import dev.postern.alert.AlertSink;
import dev.postern.attribution.Attributor;
import dev.postern.attribution.ProcessTable;
import dev.postern.event.Container;
import dev.postern.event.Event;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeException;
import dev.postern.rules.RuleSet;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Watches one cgroup: kernel record, attribution, rules, alert. Everything after the ring happens
 * on one event loop, in the order of the kernel's.
 */
public final class Sensor implements AutoCloseable {

  /** Images of ended processes that are kept to name late events and flows. */
  private static final int ENDED_PROCESSES_KEPT = 16384;

  private final Probe probe;
  private final ProcessTable processes;
  private final Attributor attributor;
  private final RuleSet rules;
  private final AlertSink alerts;

  private Sensor(Probe probe, Container container, RuleSet rules, AlertSink alerts) {
    this.probe = probe;
    this.processes = new ProcessTable(ENDED_PROCESSES_KEPT);
    this.attributor = new Attributor(processes, container);
    this.rules = rules;
    this.alerts = alerts;
  }

  /**
   * Attaches the probe and begins to watch. Blocks until both are done.
   *
   * @param vertx with the epoll transport
   * @param cgroup the scope
   * @param container what the scope's processes run in
   * @param ringBytes size of the ring buffer, a power of two
   * @param alerts called on the event loop
   * @throws ProbeException when the probe cannot work here
   */
  public static Sensor start(
      Vertx vertx,
      Path cgroup,
      Container container,
      int ringBytes,
      RuleSet rules,
      AlertSink alerts) {
    IoEventLoop loop = eventLoop(vertx);
    Sensor sensor = new Sensor(Probe.attach(cgroup, ringBytes), container, rules, alerts);
    try {
      sensor.probe.read(loop, sensor::onKernelEvent, alerts::flush).join();
      return sensor;
    } catch (RuntimeException e) {
      sensor.close();
      throw e;
    }
  }

  private static IoEventLoop eventLoop(Vertx vertx) {
    EventLoop loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    if (!vertx.isNativeTransportEnabled() || !(loop instanceof IoEventLoop epoll)) {
      throw new ProbeException(
          "the epoll transport is not available: netty-transport-native-epoll for this"
              + " architecture is missing",
          vertx.unavailableNativeTransportCause());
    }
    return epoll;
  }

  private void onKernelEvent(KernelEvent record) {
    Event event = attributor.attribute(record, EpochClock.epochMinusMonotonic());
    if (event != null) {
      rules.evaluate(event, alerts::accept);
    }
  }

  /** Completes when the alerts of everything that has happened so far have been let go. */
  public CompletableFuture<Void> caughtUp() {
    return probe.caughtUp();
  }

  /** The probe, for what it counts. */
  public Probe probe() {
    return probe;
  }

  /** Who talked to whom so far. Call after {@link #caughtUp()}, when the loop is at rest. */
  public List<FlowRow> flowTable() {
    return FlowRow.table(probe.flows(), processes);
  }

  /** Detaches the probe. Not to be called on the event loop. */
  @Override
  public void close() {
    probe.close();
  }
}
