package dev.postern.kernel;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelFlow;
import dev.postern.attribution.Attributor;
import dev.postern.attribution.Containers;
import dev.postern.attribution.ProcessTable;
import dev.postern.attribution.Refusals;
import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.names.NameCapture;
import dev.postern.policy.image.PolicyImage;
import dev.postern.probe.Hook;
import dev.postern.probe.PolicyTerms;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeCounters;
import dev.postern.scope.Cgroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Everything a probe says of one cgroup, kept. */
final class Observation implements AutoCloseable {

  static final Container CONTAINER =
      new Container("0123456789ab", "observed", null, null, null, null);

  private static final int RING_BYTES = 4 << 20;

  /** What is refused gets ECONNREFUSED. */
  private static final PolicyTerms TERMS = new PolicyTerms(111, Set.of(), 0);

  private final Probe probe;
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Attributor attributor =
      new Attributor(
          new ProcessTable(1024),
          Containers.always(CONTAINER),
          Refusals.UNEXPLAINED,
          new NameCapture("cluster.local", (_, _) -> {}));
  private final List<KernelEvent> records = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<KernelFlow> harvested = new ArrayList<>();

  private Observation(Probe probe) {
    this.probe = probe;
  }

  /** Attached and reading. */
  static Observation of(Scope scope) {
    return of(scope.cgroup());
  }

  /** Attached and reading. */
  static Observation of(Cgroup cgroup) {
    return without(Set.of(), cgroup);
  }

  /** Attached and reading, as if the kernel lacked some of the hooks. */
  static Observation without(Set<Hook> refused, Cgroup cgroup) {
    Observation observation =
        new Observation(Probe.attachWithout(refused, cgroup.path(), RING_BYTES));
    try {
      observation.read();
      observation.probe.adoptExisting();
      return observation;
    } catch (RuntimeException e) {
      observation.close();
      throw e;
    }
  }

  /** Attached, and nobody reads the ring until {@link #read()}. */
  static Observation unread(Scope scope, int ringBytes) {
    return new Observation(Probe.attach(scope.cgroup().path(), ringBytes));
  }

  /** Puts a policy in force; what it refuses gets ECONNREFUSED. */
  void enforce(PolicyImage policy) {
    probe.policy().draft(policy, TERMS).putInForce(_ -> {});
  }

  void read() {
    probe.read(loops.next(), this::keep, () -> {}).join();
  }

  private synchronized void keep(KernelEvent each) {
    records.add(each);
    attributor.attribute(each, 0, events::add);
  }

  /** What has arrived so far, without asking for more. */
  synchronized List<Event> arrived() {
    return List.copyOf(events);
  }

  /** Everything that has happened. */
  List<Event> events() {
    probe.caughtUp().join();
    return arrived();
  }

  List<Event> events(EventType type) {
    return events().stream().filter(event -> event.type() == type).toList();
  }

  /** Events of one type with one port at the server's end. */
  List<Event> events(EventType type, int serverPort) {
    return events(type).stream().filter(event -> serverPort(event) == serverPort).toList();
  }

  private static int serverPort(Event event) {
    Connection connection = event.connection();
    if (connection == null) {
      return -1;
    }
    return switch (connection.server()) {
      case null -> -1;
      case Endpoint server -> server.port();
    };
  }

  /** The kernel's records, of everything that has happened. */
  <T extends KernelEvent> List<T> records(Class<T> kind) {
    probe.caughtUp().join();
    synchronized (this) {
      return records.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** What was exchanged since the last harvest, open connections included. */
  List<KernelFlow> harvest() {
    probe.countOpenConnections();
    List<KernelFlow> taken = probe.takeFlows();
    harvested.addAll(taken);
    return taken;
  }

  /** Totals since the beginning. */
  List<ObservedFlow> flows(Predicate<ObservedFlow> wanted) {
    harvest();
    return ObservedFlow.sums(harvested).stream().filter(wanted).toList();
  }

  /** From now on, these stages of connections are events and no others. */
  void want(Set<Stage> stages) {
    probe.want(stages);
  }

  /** How many events of a kind found no room. */
  long lost(String kind) {
    return Objects.requireNonNull(counters().lost().get(kind));
  }

  /** The hooks that are not there. */
  Map<Hook, String> missing() {
    return probe.missing();
  }

  ProbeCounters counters() {
    return probe.counters();
  }

  @Override
  public void close() {
    try {
      probe.close();
    } finally {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
