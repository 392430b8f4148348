package dev.postern.bench;

/**
 * What a program's operations came to.
 *
 * @param operations how many it did
 * @param cpuNanos user and kernel time of the program and its children
 * @param wallNanos how long it took
 */
record Cost(long operations, long cpuNanos, long wallNanos) {

  /** Reads the line that every measured program prints. */
  static Cost parse(String line) {
    String[] words = line.strip().split(" ", -1);
    if (words.length != 3) {
      throw new BenchFailure("a measured program said '" + line.strip() + "'");
    }
    return new Cost(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  double cpuNanosEach() {
    return (double) cpuNanos / operations;
  }

  double wallNanosEach() {
    return (double) wallNanos / operations;
  }
}
