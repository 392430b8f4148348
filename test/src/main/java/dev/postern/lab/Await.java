package dev.postern.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, never for a time. */
public final class Await {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** How many times slower this machine is than those the limits are meant for. */
  private static final int PATIENCE = Integer.getInteger("postern.test.patience", 1);

  private Await() {}

  /**
   * Waits until {@code condition} holds.
   *
   * @param expectation what should become true, for the message
   * @param limit for a machine of ordinary speed, as everywhere here: the system property {@code
   *     postern.test.patience} multiplies it
   * @throws LabException when it does not within the limit
   */
  public static void until(String expectation, Duration limit, BooleanSupplier condition) {
    if (!holds(limit, condition)) {
      throw new LabException("not within " + limit.toMillis() + " ms: " + expectation);
    }
  }

  /** Waits at most {@code limit} and says whether the condition came to hold. */
  public static boolean holds(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.multipliedBy(PATIENCE).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }
}
