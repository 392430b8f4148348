package dev.postern.sidecar;

import dev.postern.probe.Hook;
import dev.postern.probe.Probe;
import dev.postern.probe.ProbeCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a sidecar did not see.
 *
 * @param missing hooks the kernel refused, with its reason
 * @param lost events that found no room, by kind
 * @param failed failures inside the probe, by what
 * @param unreadable records nobody could make sense of
 * @param faults events that a fault of ours kept from being handled
 */
public record Losses(
    Map<Hook, String> missing,
    Map<String, Long> lost,
    Map<String, Long> failed,
    long unreadable,
    long faults) {

  static Losses of(Probe probe) {
    ProbeCounters counters = probe.counters();
    return new Losses(
        probe.missing(),
        counters.lost(),
        counters.failed(),
        counters.unreadable(),
        counters.faults());
  }

  /** A line for each kind of loss; none when everything was seen. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(missingHooks());
    lines.addAll(counts());
    return lines;
  }

  /** A line for each hook the kernel refused. */
  List<String> missingHooks() {
    return missing.entrySet().stream()
        .map(
            hook ->
                "postern: without %s (%s): %s"
                    .formatted(
                        hook.getKey().attachPoint(), hook.getValue(), hook.getKey().without()))
        .toList();
  }

  /** A line for each kind of event that was missed; none when none was. */
  List<String> counts() {
    List<String> lines = new ArrayList<>();
    nonZero(lost)
        .forEach(
            kind ->
                lines.add(
                    "postern: %d %s events found no room in the ring, their alerts are missing:"
                            .formatted(kind.getValue(), kind.getKey())
                        + " raise --ring-size"));
    nonZero(failed)
        .forEach(
            what ->
                lines.add(
                    "postern: %d times %s failed in the probe: see docs/probe.md"
                        .formatted(what.getValue(), what.getKey())));
    if (unreadable > 0) {
      lines.add("postern: " + unreadable + " records could not be read");
    }
    if (faults > 0) {
      lines.add("postern: " + faults + " events could not be handled: see the log");
    }
    return lines;
  }

  private static List<Map.Entry<String, Long>> nonZero(Map<String, Long> counts) {
    return counts.entrySet().stream().filter(entry -> entry.getValue() > 0).toList();
  }
}
