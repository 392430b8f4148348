package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * One thing a process of the scope did, attributed and ready for rules.
 *
 * @param type what it did
 * @param time nanoseconds since the epoch
 * @param threadId kernel thread id; 0 when the kernel acted on the process' behalf
 * @param userId user id in the initial user namespace
 * @param groupId group id in the initial user namespace
 * @param process who did it, or null when the kernel could not tell
 * @param container where
 * @param connection with whom; null for {@link EventType#EXECVE}
 * @param result the system call's result as the kernel's number: 0, or a negated errno
 * @param totals what the connection came to; null for all but the later stages of a TCP connection
 * @param refusal why it was blocked; only of {@link EventType#CONNECTION_BLOCKED}, and of {@link
 *     EventType#DNS_QUERY} for a name that is in no policy
 * @param naming the name asked for, or that the peer's address was the answer to; null when there
 *     is none
 * @param order where it stands among the sensor's other events; null for an event that no sensor
 *     saw
 */
public record Event(
    EventType type,
    long time,
    int threadId,
    int userId,
    int groupId,
    @Nullable ProcessImage process,
    Container container,
    @Nullable Connection connection,
    int result,
    @Nullable ConnectionTotals totals,
    @Nullable Refusal refusal,
    @Nullable Naming naming,
    @Nullable EventOrder order) {

  /** An event without totals that stands alone. */
  public Event(
      EventType type,
      long time,
      int threadId,
      int userId,
      int groupId,
      @Nullable ProcessImage process,
      Container container,
      @Nullable Connection connection,
      int result) {
    this(
        type,
        time,
        threadId,
        userId,
        groupId,
        process,
        container,
        connection,
        result,
        null,
        null,
        null,
        null);
  }

  /** {@code -EINPROGRESS}: the result of every connect, which is reported before it is made. */
  public static final int EINPROGRESS = -115;
}
