package dev.postern.sensor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Relates the kernel's monotonic clock to the time of day, which may be set at any moment. Asking
 * both clocks for every event is a good part of what an event costs, so that one answer serves
 * every event up to a millisecond younger than it. For one thread.
 */
public final class EpochClock {

  private static final long NANOS = 1_000_000_000L;

  /**
   * When the time of day is set, events of so much time may still be told in the time before. What
   * the clocks drift apart meanwhile is half a nanosecond (adjtimex(2): 500 ppm at most).
   */
  private static final long SERVES_NANOS = 1_000_000;

  private final InstantSource timeOfDay;
  private final LongSupplier monotonic;
  private long askedAt;
  private long difference;

  /** Of this machine. */
  public EpochClock() {
    // On Linux, nanoTime is CLOCK_MONOTONIC, which is what bpf_ktime_get_ns reads.
    this(InstantSource.system(), System::nanoTime);
  }

  EpochClock(InstantSource timeOfDay, LongSupplier monotonic) {
    this.timeOfDay = timeOfDay;
    this.monotonic = monotonic;
    ask();
  }

  /**
   * Nanoseconds to add to a CLOCK_MONOTONIC time to get nanoseconds since the epoch.
   *
   * @param timeNanos when it happened, CLOCK_MONOTONIC nanoseconds
   */
  public long epochMinusMonotonic(long timeNanos) {
    if (timeNanos - askedAt > SERVES_NANOS) {
      ask();
    }
    return difference;
  }

  private void ask() {
    Instant now = timeOfDay.instant();
    askedAt = monotonic.getAsLong();
    difference = now.getEpochSecond() * NANOS + now.getNano() - askedAt;
  }
}
