package dev.postern.metrics;

import static dev.postern.metrics.Series.counter;
import static dev.postern.metrics.Series.gauge;

import dev.postern.event.EventType;
import dev.postern.probe.Hook;
import dev.postern.probe.ProbeException;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the sensor sees, and what it missed. Safe to use from any thread. */
public final class ProbeMetrics implements MultiCollector {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeMetrics.class);

  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<EventType, LongAdder> events = new EnumMap<>(EventType.class);
  private @Nullable Supplier<ProbeReading> probe;
  private ProbeReading last = ProbeReading.NONE;
  private long readErrors;

  /** With a counter at 0 for every type of event. */
  ProbeMetrics() {
    for (EventType type : EventType.values()) {
      events.put(type, new LongAdder());
    }
  }

  /** Counts an event that came from the kernel. */
  public void count(EventType type) {
    Objects.requireNonNull(events.get(type)).increment();
  }

  /** From now on the probe is attached and asked at every scrape. */
  public synchronized void attached(Supplier<ProbeReading> attachedProbe) {
    probe = attachedProbe;
  }

  /**
   * The probe is about to be closed: it is asked once more, and when this returns, never again. Its
   * counters stay as they are then.
   */
  public synchronized void detached() {
    if (probe != null) {
      read(probe);
      probe = null;
    }
  }

  private ProbeReading read(Supplier<ProbeReading> from) {
    try {
      last = from.get();
    } catch (ProbeException e) {
      if (readErrors++ == 0) {
        LOG.error("the probe's counters cannot be read, metrics show old ones: {}", e.getMessage());
      }
    }
    return last;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    boolean attached = probe != null;
    ProbeReading reading = probe == null ? last : read(probe);
    return MetricSnapshots.of(
        counter("postern_events", "Events read from the kernel.", "type", eventCounts()),
        counter(
            "postern_events_lost",
            "Events that found no room in the ring; their alerts are missing.",
            "kind",
            reading.lost()),
        counter(
            "postern_events_unhandled",
            "Events that a fault of Postern's own kept from being handled.",
            reading.faults()),
        counter(
            "postern_records_unreadable",
            "Records from the kernel that could not be made sense of.",
            reading.unreadable()),
        counter(
            "postern_probe_failures",
            "Failures inside the probe that cost something else than an event.",
            "what",
            reading.failed()),
        counter(
            "postern_denied", "Calls and packets that policies refused.", "act", reading.denied()),
        counter(
            "postern_probe_read_errors",
            "Scrapes and harvests for which the probe's counters could not be read.",
            readErrors),
        gauge("postern_probe_attached", "Whether the probe is attached.", attached ? 1 : 0),
        gauge(
            "postern_probe_hook_attached",
            "Whether a hook of the probe is attached.",
            "hook",
            hooks(attached, reading)),
        gauge(
            "postern_ring_capacity_bytes",
            "Size of the ring buffer between kernel and sensor.",
            reading.ringBytes()),
        counter(
            "postern_blind_seconds",
            "Time in which the scope was under a policy and nobody watched it.",
            reading.blind().toNanos() / NANOS_PER_SECOND),
        gauge(
            "postern_leaked_pins",
            "Scopes that are gone and have pins left in the folder of this one's.",
            reading.leakedPins()));
  }

  private Map<String, Long> eventCounts() {
    Map<String, Long> counts = new TreeMap<>();
    events.forEach((type, count) -> counts.put(type.text(), count.sum()));
    return counts;
  }

  private static Map<String, Long> hooks(boolean attached, ProbeReading reading) {
    Map<String, Long> hooks = new TreeMap<>();
    for (Hook hook : Hook.values()) {
      boolean there = attached && !reading.missing().contains(hook);
      hooks.put(hook.name().toLowerCase(Locale.ROOT), there ? 1L : 0L);
    }
    return hooks;
  }
}
