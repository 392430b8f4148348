package dev.postern.policy.image;

import dev.postern.policy.PortRange;
import dev.postern.policy.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Goes through the ports of one protocol and one program: until when is each allowed? */
final class PortSweep {

  /** An effect that begins or ends to count at a port. */
  private record Change(Effect effect, int count) {}

  private final NavigableMap<Integer, List<Change>> changes = new TreeMap<>();

  /** Of each part, the ends in time of the effects that count, and how many have it. */
  private final List<NavigableMap<Long, Integer>> ends = new ArrayList<>();

  private int denies;

  PortSweep(int parts) {
    for (int i = 0; i < parts; i++) {
      ends.add(new TreeMap<>());
    }
  }

  void add(Effect effect, Protocol protocol) {
    for (PortRange range : effect.ports().ranges()) {
      if (range.protocol() == protocol) {
        at(range.first()).add(new Change(effect, 1));
        at(range.last() + 1).add(new Change(effect, -1));
      }
    }
  }

  private List<Change> at(int port) {
    return changes.computeIfAbsent(port, _ -> new ArrayList<>());
  }

  PortTimes times() {
    PortTimes times = new PortTimes();
    changes.forEach(
        (port, here) -> {
          here.forEach(this::apply);
          times.from(port, allowedUntil());
        });
    return times;
  }

  private void apply(Change change) {
    Effect effect = change.effect();
    if (effect.part() == Effect.DENY) {
      denies += change.count();
    } else {
      ends.get(effect.part())
          .merge(effect.until(), change.count(), (was, by) -> was + by == 0 ? null : was + by);
    }
  }

  /** No deny, and every part's best end in time; of these the soonest. */
  private long allowedUntil() {
    long until = denies > 0 ? PortTimes.NEVER : Allowance.FOR_EVER;
    for (NavigableMap<Long, Integer> part : ends) {
      until = Math.min(until, part.isEmpty() ? PortTimes.NEVER : part.lastKey());
    }
    return until;
  }
}
