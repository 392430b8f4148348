package dev.postern.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What several rounds came to. */
final class Spread {

  private final double[] sorted;

  private Spread(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Sorts what was measured.
   *
   * @param values at least one
   */
  static Spread of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The same for an array, which is copied. */
  static Spread of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(sorted);
  }

  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The smallest value that this share of all does not exceed (nearest rank).
   *
   * @param share above 0 and at most 1
   */
  double percentile(double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  double largest() {
    return sorted[sorted.length - 1];
  }

  /** The median, and in brackets the middle half: from the first quartile to the third. */
  String text(String format) {
    return String.format(
        Locale.ROOT,
        format + " [" + format + " .. " + format + "]",
        median(),
        percentile(0.25),
        percentile(0.75));
  }
}
