package dev.postern.abi;

import org.jspecify.annotations.Nullable;

/**
 * Names one process image.
 *
 * @param startNanos start of the process, CLOCK_MONOTONIC nanoseconds
 * @param pid thread group id in the initial pid namespace; 0 when the kernel knew no owner
 * @param execId counts the execs of the process and of those it was forked from
 */
public record ProcessKey(long startNanos, int pid, int execId) {

  // By hand: a record's own equals and hashCode go through method handles, which C1 does not
  // inline, and every event looks its process up.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProcessKey that
        && pid == that.pid
        && startNanos == that.startNanos
        && execId == that.execId;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(startNanos) + pid) + execId;
  }

  /** True when the kernel could not tell whose the event is. */
  public boolean isUnknown() {
    return pid == 0;
  }
}
