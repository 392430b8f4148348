package dev.postern.metrics;

import dev.postern.probe.Hook;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeCounters;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What an attached probe says of itself at one moment.
 *
 * @param lost events that found no room in the ring, by kind; every kind, also at 0
 * @param failed failures that cost something else than an event, by what; every one, also at 0
 * @param denied what policies refused, by what it was; every kind, also at 0
 * @param unreadable records that nobody could make sense of
 * @param faults events that a fault of ours kept from being handled
 * @param missing hooks that the kernel refused
 * @param ringBytes size of the ring buffer
 * @param blind for how long the scope had nobody to watch it, of this sidecar and all before it
 * @param leakedPins scopes that are gone and have pins left
 */
public record ProbeReading(
    Map<String, Long> lost,
    Map<String, Long> failed,
    Map<String, Long> denied,
    long unreadable,
    long faults,
    Set<Hook> missing,
    int ringBytes,
    Duration blind,
    int leakedPins) {

  static final ProbeReading NONE =
      new ProbeReading(Map.of(), Map.of(), Map.of(), 0, 0, Set.of(), 0, Duration.ZERO, 0);

  public ProbeReading {
    lost = Map.copyOf(lost);
    failed = Map.copyOf(failed);
    denied = Map.copyOf(denied);
    missing = Set.copyOf(missing);
  }

  /**
   * Asks the kernel; a system call for each counter.
   *
   * @param ringBytes the size the probe was attached with
   * @throws dev.postern.probe.ProbeException when a counter cannot be read
   */
  public static ProbeReading of(Probe probe, int ringBytes) {
    ProbeCounters counters = probe.counters();
    return new ProbeReading(
        counters.lost(),
        counters.failed(),
        counters.denied(),
        counters.unreadable(),
        counters.faults(),
        probe.missing().keySet(),
        ringBytes,
        probe.absence().total(),
        probe.leakedPins());
  }
}
