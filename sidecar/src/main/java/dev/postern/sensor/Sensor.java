package dev.postern.sensor;

import dev.postern.abi.KernelEvent;
import dev.postern.alert.AlertSink;
import dev.postern.attribution.Attributor;
import dev.postern.attribution.ProcessTable;
import dev.postern.attribution.Refusals;
import dev.postern.dns.Answer;
import dev.postern.enforce.Enforcement;
import dev.postern.enforce.ScopePolicy;
import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.names.NameCapture;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeException;
import dev.postern.rules.RuleSet;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one cgroup: kernel record, attribution, rules, alert. Everything after the ring happens
 * on one event loop, in the order of the kernel's.
 */
public final class Sensor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sensor.class);

  /** Images of ended processes that are kept to name late events and flows. */
  private static final int ENDED_PROCESSES_KEPT = 16384;

  /** How often to look for names that have had their time, at least and at most. */
  private static final long EXPIRY_MOST_MILLIS = 10_000;

  private static final long EXPIRY_LEAST_MILLIS = 500;

  private final ContextInternal context;
  private final Probe probe;
  private final @Nullable Enforcement enforcement;
  private final Attributor attributor;
  private final FlowHarvest harvest;
  private final EpochClock clock = new EpochClock();
  private RuleSet rules; // once it has started, of the event loop's
  private final AlertSink alerts;
  private final SensorListener listener;
  private volatile boolean closed;

  private Sensor(
      ContextInternal context,
      Probe probe,
      SensorSettings settings,
      RuleSet rules,
      AlertSink alerts,
      SensorListener listener) {
    this.context = context;
    this.probe = probe;
    this.enforcement =
        settings.policy() == null
            ? null
            : Enforcement.of(context.owner(), probe.policy(), settings.names());
    this.attributor =
        new Attributor(
            new ProcessTable(ENDED_PROCESSES_KEPT),
            settings.containers(),
            enforcement == null ? Refusals.UNEXPLAINED : enforcement.refusals(),
            new NameCapture(settings.clusterDomain(), heard(enforcement)));
    this.rules = rules;
    this.alerts = alerts;
    this.listener = listener;
    this.harvest =
        new FlowHarvest(
            context, probe, flow -> listener.flow(attributor.attribute(flow)), () -> closed);
  }

  /**
   * Attaches the probe and begins to watch. Blocks until both are done.
   *
   * @param vertx with the epoll transport
   * @param listeners of this process, whose ports a policy keeps for it
   * @param alerts called on the event loop
   * @param listener called on the event loop
   * @throws ProbeException when the probe cannot work here
   * @throws IOException when what this process listens on cannot be opened, or names cannot be
   *     enforced
   */
  public static Sensor start(
      Vertx vertx,
      SensorSettings settings,
      OwnListeners listeners,
      RuleSet rules,
      AlertSink alerts,
      SensorListener listener)
      throws IOException {
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    IoEventLoop loop = eventLoop(vertx, context);
    Probe probe = attach(settings);
    Sensor sensor = new Sensor(context, probe, settings, rules, alerts, listener);
    try {
      probe.want(Attributor.stages(rules::wants));
      Set<Integer> ports = listeners.open();
      sensor.begin(settings, ports);
      probe.read(loop, sensor::onKernelEvent, alerts::flush).join();
      context.executeBlocking(sensor::adoptExisting).await();
      return sensor;
    } catch (IOException | RuntimeException e) {
      if (!probe.goesOn()) {
        probe.unpin();
      }
      sensor.close();
      throw e;
    }
  }

  private static Probe attach(SensorSettings settings) {
    Path pins = settings.pins();
    return pins == null
        ? Probe.attach(settings.scope(), settings.ringBytes())
        : Probe.attach(settings.scope(), settings.ringBytes(), pins);
  }

  private static BiConsumer<Answer, Endpoint> heard(@Nullable Enforcement enforcement) {
    return enforcement == null ? (_, _) -> {} : enforcement::heard;
  }

  private void begin(SensorSettings settings, Set<Integer> ports) throws IOException {
    ScopePolicy policy = settings.policy();
    if (enforcement == null || policy == null) {
      return;
    }
    enforcement.keepPorts(ports);
    enforcement.enforce(policy);
    context
        .owner()
        .setPeriodic(
            Math.clamp(
                settings.names().kept().toMillis() / 4, EXPIRY_LEAST_MILLIS, EXPIRY_MOST_MILLIS),
            timer -> {
              if (closed) {
                context.owner().cancelTimer(timer);
              } else {
                onWorker(enforcement::expire)
                    .onFailure(cause -> LOG.error("names cannot be let go", cause));
              }
            });
  }

  /** What may fail, and gives nothing back. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** One at a time, behind harvests that have begun. */
  private Future<Void> onWorker(Work work) {
    return context.executeBlocking(
        () -> {
          if (!closed) {
            work.run();
          }
          return null;
        });
  }

  /** On the worker, as harvests are: one at a time. */
  private boolean adoptExisting() {
    probe.adoptExisting();
    return true;
  }

  private static IoEventLoop eventLoop(Vertx vertx, ContextInternal context) {
    EventLoop loop = context.nettyEventLoop();
    if (!vertx.isNativeTransportEnabled() || !(loop instanceof IoEventLoop epoll)) {
      throw new ProbeException(
          "the epoll transport is not available: netty-transport-native-epoll for this"
              + " architecture is missing",
          vertx.unavailableNativeTransportCause());
    }
    return epoll;
  }

  private void onKernelEvent(KernelEvent record) {
    attributor.attribute(
        record,
        clock.epochMinusMonotonic(record.header().timeNanos()),
        event -> onEvent(event, probe.isSelf(record.header().process())));
    harvest.afterEvent();
  }

  private void onEvent(Event event, boolean self) {
    listener.event(event);
    if (!isScrape(event, self)) {
      listener.tried(event);
      rules.evaluate(event, alerts::accept);
    }
  }

  /**
   * Whether this process listens or is connected to: that is its metrics being asked for, which
   * would otherwise be an alert each time. What it opens itself is looked at like anybody else's.
   */
  static boolean isScrape(Event event, boolean self) {
    Connection connection = event.connection();
    return self && connection != null && connection.inbound();
  }

  /**
   * Hands over what every flow exchanged since the last harvest, open TCP connections up to now.
   *
   * @return completes on the event loop when that is done
   */
  public Future<Void> harvest() {
    return harvest.whole();
  }

  /** Completes when the alerts of everything that has happened so far have been let go. */
  public CompletableFuture<Void> caughtUp() {
    return probe.caughtUp();
  }

  /**
   * Puts other rules in the place of those there are, between two events: each event is tried on
   * the one or the other.
   *
   * @return completes when that is done
   */
  public Future<Void> replace(RuleSet others) {
    Promise<Void> replaced = Promise.promise();
    context.runOnContext(
        _ -> {
          rules = others;
          if (!closed) {
            probe.want(Attributor.stages(others::wants));
          }
          replaced.complete();
        });
    return replaced.future();
  }

  /**
   * Puts a policy in force, in the place of the one it was started with. Blocks; not to be called
   * on the event loop.
   *
   * @throws ProbeException when the kernel has no room for it; nothing changes then
   * @throws IOException when its names cannot be enforced; nothing changes then
   */
  public void enforce(ScopePolicy policy) throws IOException {
    if (enforcement == null) {
      throw new IllegalStateException("started without a policy");
    }
    onWorker(() -> enforcement.enforce(policy)).await();
  }

  /** What the scope's policies are enforced by; null when it was started without. */
  public @Nullable Enforcement enforcement() {
    return enforcement;
  }

  /** The probe, for what it counts. */
  public Probe probe() {
    return probe;
  }

  /** Detaches the probe. Not to be called on the event loop. */
  @Override
  public void close() {
    closed = true;
    context.executeBlocking(() -> closed).await(); // behind harvests that have begun
    if (enforcement != null) {
      enforcement.close();
    }
    probe.close();
  }
}
