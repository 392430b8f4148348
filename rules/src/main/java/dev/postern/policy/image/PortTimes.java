package dev.postern.policy.image;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Until when each port is allowed, as steps. */
final class PortTimes {

  /** Of a port that is not allowed at all. */
  static final long NEVER = Long.MIN_VALUE;

  private static final int PORTS = 1 << 16;

  /** Takes a range of ports of one end in time. */
  @FunctionalInterface
  interface Step {
    void accept(int first, int last, long until);
  }

  private final NavigableMap<Integer, Long> steps = new TreeMap<>();

  /** From this port on, up to the next step; steps are given in order. */
  void from(int port, long until) {
    if (port < PORTS && at(port) != until) {
      steps.put(port, until);
    }
  }

  private long at(int port) {
    var step = steps.floorEntry(port);
    return step == null ? NEVER : step.getValue();
  }

  /** The ports that are allowed for longer than in another. */
  PortTimes above(PortTimes other) {
    TreeSet<Integer> starts = new TreeSet<>(steps.keySet());
    starts.addAll(other.steps.keySet());
    PortTimes above = new PortTimes();
    for (int port : starts) {
      above.from(port, at(port) > other.at(port) ? at(port) : NEVER);
    }
    return above;
  }

  void forEach(Step step) {
    for (var each : steps.entrySet()) {
      if (each.getValue() != NEVER) {
        Integer next = steps.higherKey(each.getKey());
        step.accept(each.getKey(), (next == null ? PORTS : next) - 1, each.getValue());
      }
    }
  }
}
