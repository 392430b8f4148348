package dev.postern.sensor;

import java.time.Instant;

/** Relates the kernel's monotonic clock to the time of day. */
final class EpochClock {

  private static final long NANOS = 1_000_000_000L;

  private EpochClock() {}

  /**
   * Nanoseconds to add to a CLOCK_MONOTONIC time to get nanoseconds since the epoch, as of now: the
   * time of day may be set at any moment.
   */
  static long epochMinusMonotonic() {
    Instant now = Instant.now();
    // On Linux, nanoTime is CLOCK_MONOTONIC, which is what bpf_ktime_get_ns reads.
    return now.getEpochSecond() * NANOS + now.getNano() - System.nanoTime();
  }
}
