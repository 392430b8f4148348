package dev.postern.probe;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.FlowDecoder;
import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelFlow;
import dev.postern.abi.Layout;
import dev.postern.abi.ProbeObject;
import dev.postern.abi.ProcessKey;
import io.netty.channel.IoEventLoop;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The probe, attached to one cgroup and everything below it. */
public final class Probe implements AutoCloseable {

  private final BpfObject object;
  private final @Nullable Pins pins;
  private final boolean goesOn;
  private final Map<Hook, String> missing;
  private final BpfMap events;
  private final Ring ring;
  private final StageBits stages;
  private final LoaderPrograms programs;
  private final EventDecoder decoder;
  private final ProbeCounters counters;
  private final FlowTables flows;
  private final KernelPolicy policy;
  private final ConsumerEntry consumer;
  private @Nullable RingLoop loop;
  private volatile int waited;

  private Probe(
      BpfObject object,
      Layout layout,
      Path cgroup,
      long scopeId,
      @Nullable Pins pins,
      boolean goesOn,
      Map<Hook, String> missing) {
    this.object = object;
    this.pins = pins;
    this.goesOn = goesOn;
    this.missing = missing;
    decoder = new EventDecoder(layout);
    events = object.map("events", 0, 0);
    flows = new FlowTables(object, new FlowDecoder(layout));
    counters =
        new ProbeCounters(
            object.map("counters", Integer.BYTES, Long.BYTES), layout.constants("counter"));
    BpfMap consumers = object.map("consumers", Integer.BYTES, layout.size("consumer"));
    programs = new LoaderPrograms(object, missing, scopeId);
    consumer = ConsumerEntry.of(consumers, layout, programs.identify());
    policy = new KernelPolicy(object, layout, cgroup, consumer.identity());
    ring =
        new Ring(
            events.fd(),
            object.maxEntries("events"),
            consumers.fd(),
            layout.offset("consumer.sleeping", Integer.BYTES),
            layout.offset("consumer.wanted", Integer.BYTES),
            layout.offset("consumer.self", Integer.BYTES));
    stages = new StageBits(layout);
    want(EnumSet.allOf(Stage.class));
  }

  /**
   * Says which stages of TCP connections shall be events; flows count them all the same. From the
   * start all of them are.
   */
  public void want(Set<Stage> wanted) {
    ring.want(stages.of(wanted));
  }

  /**
   * Loads the probe and attaches it.
   *
   * @param cgroup the scope: a folder of the cgroup v2 hierarchy
   * @param ringBytes size of the ring buffer: a power of two, at least a page
   * @throws ProbeException when a required hook is refused; nothing stays attached then
   */
  public static Probe attach(Path cgroup, int ringBytes) {
    return attach(Set.of(), cgroup, ringBytes, null);
  }

  /**
   * As {@link #attach(Path, int)}, and keeps everything in a folder for the scope, so that it goes
   * on when this process is gone; goes on itself with what is there already.
   *
   * @param pins a folder of a BPF filesystem, made if it is not there
   */
  public static Probe attach(Path cgroup, int ringBytes, Path pins) {
    return attach(Set.of(), cgroup, ringBytes, pins);
  }

  /** As {@link #attach(Path, int)}, and as if the kernel refused some of the hooks. */
  public static Probe attachWithout(Set<Hook> refused, Path cgroup, int ringBytes) {
    return attach(refused, cgroup, ringBytes, null);
  }

  private static Probe attach(
      Set<Hook> refused, Path cgroup, int ringBytes, @Nullable Path pinsOfAll) {
    byte[] file = ProbeObject.bytes();
    Layout layout = ProbeObject.layout(file);
    Map<Hook, String> missing = new EnumMap<>(Hook.class);
    refused.forEach(hook -> HookLoader.leaveOut(hook, "left out", missing));
    try (CgroupHandle scope = CgroupHandle.open(cgroup)) {
      Pins pins = pinsOfAll == null ? null : Pins.of(pinsOfAll, scope.id(), layout);
      boolean goesOn = pins != null && pins.areThere();
      BpfObject object = HookLoader.load(file, ringBytes, pins, scope.fd(), missing);
      try {
        object.map("scope", Integer.BYTES, Integer.BYTES).set(0, scope.fd());
        HookLoader.attach(object, scope.fd(), missing);
        if (goesOn) {
          object.clear("described"); // this process has been told of nobody
          object.clear("listening");
        }
        return new Probe(object, layout, cgroup, scope.id(), pins, goesOn, missing);
      } catch (RuntimeException e) {
        object.close();
        throw e;
      }
    }
  }

  /** By what the probe tells this process from those it watches. */
  public Identity identity() {
    return consumer.identity();
  }

  /** What the kernel is told of the scope's policy. */
  public KernelPolicy policy() {
    return policy;
  }

  /** For how long nobody was there; complete once events are being read. */
  public Absence absence() {
    return new Absence(consumer.absent(), consumer.blind(), waited);
  }

  /** Whether another process has left here what this one goes on with. */
  public boolean goesOn() {
    return goesOn;
  }

  /** Optional hooks that this kernel refused, each with the reason in its words. */
  public Map<Hook, String> missing() {
    return Map.copyOf(missing);
  }

  /**
   * Begins to read events, on an event loop with epoll underneath. Once in a probe's life.
   *
   * @param each gets every event, in the order of the kernel's
   * @param afterBatch runs when the events at hand have been handed over
   */
  public CompletableFuture<Void> read(
      IoEventLoop eventLoop, Consumer<KernelEvent> each, Runnable afterBatch) {
    if (loop != null) {
      throw new IllegalStateException("the probe is being read already");
    }
    Handover handover = new Handover(decoder, counters, each);
    RingLoop reading = new RingLoop(ring, events.fd(), eventLoop, handover, afterBatch);
    loop = reading;
    if (!goesOn) {
      return reading.start();
    }
    programs.describeProcesses();
    return CompletableFuture.runAsync(
            () -> waited = handover.takeWaiting(ring, afterBatch), eventLoop)
        .thenCompose(_ -> reading.start());
  }

  /**
   * Takes in the processes and sockets that are older than the probe: processes of the whole scope,
   * sockets of the caller's network namespace. Call once, when events are being read, and not on
   * the event loop.
   */
  public void adoptExisting() {
    programs.describeProcesses();
    programs.adoptSockets();
  }

  /**
   * Whether a process is this one, which in a pid namespace of its own cannot know by what number
   * the kernel's events call it.
   */
  public boolean isSelf(ProcessKey process) {
    return process.pid() == ring.self() && !process.isUnknown();
  }

  /** Completes when every event that has happened before this call has been handed over. */
  public CompletableFuture<Void> caughtUp() {
    return loop == null ? CompletableFuture.completedFuture(null) : loop.caughtUp();
  }

  /** What was lost and what failed so far. */
  public ProbeCounters counters() {
    return counters;
  }

  /**
   * Brings the flows of open TCP connections up to date, in the caller's network namespace; without
   * it their bytes count when a side closes. Visits every TCP socket there, so it is for now and
   * then.
   */
  public void countOpenConnections() {
    programs.countOpenConnections();
  }

  /**
   * Takes what every flow exchanged since the last time; exact also when events were lost. Blocks
   * for some milliseconds, and is for one thread at a time.
   */
  public List<KernelFlow> takeFlows() {
    return flows.take();
  }

  /** How many scopes that are gone have pins beside this one's; a few system calls for each. */
  public int leakedPins() {
    return pins == null ? 0 : pins.leakedBeside();
  }

  /** Has nothing go on when this probe is closed. */
  public void unpin() {
    if (pins != null) {
      pins.removeAll();
    }
  }

  /** Stops reading, and detaches what is not pinned. Not to be called on the event loop. */
  @Override
  public void close() {
    if (loop != null) {
      loop.stop().join();
    }
    ring.close();
    object.close();
  }
}
