package dev.postern.bench;

import java.util.List;

/**
 * What asking a DNS server for many names came to.
 *
 * @param count how many were asked for; all were answered
 * @param medianNanos from a query to its answer
 * @param slowNanos the same of the slowest but one in a hundred
 * @param wallNanos all of them together
 */
record NameQueries(long count, long medianNanos, long slowNanos, long wallNanos) {

  /** Asks from a process of its own: see names.c. */
  static NameQueries ask(List<String> command) {
    return read(Programs.output(command));
  }

  /** What names.c has said. */
  static NameQueries read(String line) {
    String[] words = line.strip().split(" ", -1);
    if (words.length != 4) {
      throw new BenchFailure("a measured program said '" + line + "'");
    }
    return new NameQueries(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]));
  }

  double perSecond() {
    return count * 1e9 / wallNanos;
  }
}
