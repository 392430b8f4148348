package dev.postern.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one running JVM takes.
 *
 * @param rssKib resident memory
 * @param pssKib the same, shared pages divided by those who share them
 * @param privateDirtyKib what no other process could share
 * @param threads how many
 * @param attachedMillis from exec to the last BPF link
 * @param readyMillis from exec to the command's start, or to the line that says so
 */
record Footprint(
    long rssKib,
    long pssKib,
    long privateDirtyKib,
    long threads,
    double attachedMillis,
    double readyMillis) {

  private static final double KIB_PER_MIB = 1024;

  /** A column of the table: how a figure is called and read. */
  record Figure(String heading, String format, ToDoubleFunction<Footprint> reader) {}

  static final List<Figure> FIGURES =
      List.of(
          new Figure("RSS MiB", "%.1f", one -> one.rssKib() / KIB_PER_MIB),
          new Figure("PSS MiB", "%.1f", one -> one.pssKib() / KIB_PER_MIB),
          new Figure("PRIVATE DIRTY MiB", "%.1f", one -> one.privateDirtyKib() / KIB_PER_MIB),
          new Figure("THREADS", "%.0f", Footprint::threads),
          new Figure("ATTACHED ms", "%.0f", Footprint::attachedMillis),
          new Figure("READY ms", "%.0f", Footprint::readyMillis));
}
