package dev.postern.probe;

import java.time.Instant;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** CLOCK_BOOTTIME: entries of a policy end by it; the same to every process until a reboot. */
public final class BootClock {

  private static final int CLOCK_BOOTTIME = 7;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private BootClock() {}

  /** Nanoseconds to take from a time of day, to have it on this clock. */
  static long epochMinusBootNanos() {
    long boot = nowNanos();
    Instant now = Instant.now();
    return now.getEpochSecond() * SECOND + now.getNano() - boot;
  }

  /** Milliseconds since the machine was started, also those that it slept. */
  public static long nowMillis() {
    return nowNanos() / MILLI;
  }

  private static long nowNanos() {
    NativeCalls calls = NativeCalls.get();
    Pointer time = Memory.allocateDirect(calls.runtime, 2 * Long.BYTES);
    if (calls.libc.clock_gettime(CLOCK_BOOTTIME, time) != 0) {
      throw new ProbeException("the boot clock cannot be read (" + calls.lastError() + ")");
    }
    return time.getLong(0) * SECOND + time.getLong(Long.BYTES);
  }
}
