package dev.postern.resolve;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How long something took, counted by classes. Written by one thread, read by any. */
public final class LatencyHistogram {

  /** Upper ends of the classes, in microseconds; the last class has none. */
  private static final long[] BOUNDS_MICROS = {
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private final LongAdder[] counts =
      IntStream.rangeClosed(0, BOUNDS_MICROS.length)
          .mapToObj(_ -> new LongAdder())
          .toArray(LongAdder[]::new);

  private final LongAdder sumMicros = new LongAdder();

  void add(long micros) {
    int index = 0;
    while (index < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[index]) {
      index++;
    }
    counts[index].increment();
    sumMicros.add(micros);
  }

  /** Upper ends of the classes, in seconds. */
  public static double[] boundsSeconds() {
    return Arrays.stream(BOUNDS_MICROS).mapToDouble(micros -> micros / 1e6).toArray();
  }

  /** How many are in each class; one more than there are upper ends. */
  public long[] counts() {
    return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
  }

  /** All of them together. */
  public double sumSeconds() {
    return sumMicros.sum() / 1e6;
  }
}
