package dev.postern.policy.image;

import dev.postern.policy.Protocol;
import java.util.List;

/** What is allowed of a class of addresses: ranges of ports that do not overlap. */
record ClassMeaning(List<Allowed> allowed) {

  /** As an {@link Allowance}, before its range is cut into prefixes. */
  record Allowed(int subject, Protocol protocol, int first, int last, long until) {}

  ClassMeaning {
    allowed = List.copyOf(allowed);
  }

  /**
   * Adds its allowances.
   *
   * @param most how many there is room for; beyond, none is added
   */
  void addTo(List<Allowance> allowances, int classId, int most) throws PolicyTooLargeException {
    int before = allowances.size();
    for (Allowed each : allowed) {
      int port = each.first();
      while (port <= each.last()) {
        int free = largestPrefix(port, each.last());
        allowances.add(
            new Allowance(classId, each.subject(), each.protocol(), port, 16 - free, each.until()));
        port += 1 << free;
      }
    }
    if (allowances.size() - before > most) {
      allowances.subList(before, allowances.size()).clear();
      throw new PolicyTooLargeException(
          "entries overlap in more than "
              + MeaningReader.ALLOWANCE_LIMIT
              + " ways: use fewer different ports, programs and ends in time");
    }
  }

  /** How many low bits a prefix that begins at a port may leave free and not go beyond the last. */
  private static int largestPrefix(int port, int last) {
    int free = port == 0 ? 16 : Integer.numberOfTrailingZeros(port);
    while (port + (1 << free) - 1 > last) {
      free--;
    }
    return free;
  }
}
