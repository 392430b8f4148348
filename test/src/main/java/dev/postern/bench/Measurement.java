package dev.postern.bench;

import java.io.PrintStream;

/** One thing that is measured, and printed as a table. */
interface Measurement {

  /** What {@code --only} calls it. */
  String name();

  /**
   * Measures and prints.
   *
   * @param rounds how often everything is measured, after a round that does not count
   */
  void run(int rounds, PrintStream out);
}
