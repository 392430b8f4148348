package dev.postern.metrics;

import dev.postern.event.FailureReason;
import dev.postern.event.FlowTotals;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What all flows of one kind carried so far. Immutable, so a scrape sees it whole. */
final class FlowSums {

  private final long connections;
  private final long bytesSent;
  private final long bytesReceived;
  private final Map<FailureReason, Long> failures;
  private final long[] durations;
  private final long durationNanos;

  private FlowSums(
      long connections,
      long bytesSent,
      long bytesReceived,
      Map<FailureReason, Long> failures,
      long[] durations,
      long durationNanos) {
    this.connections = connections;
    this.bytesSent = bytesSent;
    this.bytesReceived = bytesReceived;
    this.failures = failures;
    this.durations = durations;
    this.durationNanos = durationNanos;
  }

  /**
   * The sums of a single flow.
   *
   * @param classes the number of duration classes there are
   * @throws IllegalArgumentException when a number is negative, or there are more duration classes:
   *     a counter that went down would make Prometheus refuse the whole page
   */
  static FlowSums of(FlowTotals totals, int classes) {
    if (totals.durations().size() > classes) {
      throw new IllegalArgumentException("not " + classes + " duration classes: " + totals);
    }
    long[] durations = new long[classes];
    for (int i = 0; i < totals.durations().size(); i++) {
      durations[i] = totals.durations().get(i);
    }
    if ((totals.connections() | totals.bytesSent() | totals.bytesReceived()) < 0
        || totals.durationNanos() < 0
        || totals.failures().values().stream().anyMatch(count -> count < 0)
        || Arrays.stream(durations).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a flow cannot take back what it counted: " + totals);
    }
    return new FlowSums(
        totals.connections(),
        totals.bytesSent(),
        totals.bytesReceived(),
        totals.failures(),
        durations,
        totals.durationNanos());
  }

  FlowSums plus(FlowSums other) {
    return new FlowSums(
        connections + other.connections,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        plus(failures, other.failures),
        plus(durations, other.durations),
        durationNanos + other.durationNanos);
  }

  long connections() {
    return connections;
  }

  long bytesSent() {
    return bytesSent;
  }

  long bytesReceived() {
    return bytesReceived;
  }

  /** Failed attempts by reason; a reason that is absent had none. */
  Map<FailureReason, Long> failures() {
    return failures;
  }

  /** How many connections ended in each duration class, shortest first, not added up. */
  long[] durations() {
    return durations.clone();
  }

  boolean hasDurations() {
    return Arrays.stream(durations).anyMatch(count -> count > 0);
  }

  long durationNanos() {
    return durationNanos;
  }

  private static long[] plus(long[] left, long[] right) {
    long[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += right[i];
    }
    return sum;
  }

  private static Map<FailureReason, Long> plus(
      Map<FailureReason, Long> left, Map<FailureReason, Long> right) {
    if (right.isEmpty()) {
      return left;
    }
    Map<FailureReason, Long> sum = new EnumMap<>(FailureReason.class);
    sum.putAll(left);
    right.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return Map.copyOf(sum);
  }
}
