package dev.postern.abi;

/**
 * Names one process image.
 *
 * @param startNanos start of the process, CLOCK_MONOTONIC nanoseconds
 * @param pid thread group id in the initial pid namespace; 0 when the kernel knew no owner
 * @param execId counts the execs of the process and of those it was forked from
 */
public record ProcessKey(long startNanos, int pid, int execId) {

  /** True when the kernel could not tell whose the event is. */
  public boolean isUnknown() {
    return pid == 0;
  }
}
