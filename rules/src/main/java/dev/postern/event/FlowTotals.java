package dev.postern.event;

import java.util.List;
import java.util.Map;

/**
 * What a flow carried during some time, counted in the kernel: exact also when events were lost.
 *
 * @param connections begun; for datagrams, sockets that sent
 * @param bytesSent payload; for TCP acknowledged by the peer
 * @param bytesReceived payload
 * @param failures outbound TCP attempts that came to nothing; a reason that is absent had none
 * @param durations TCP connections that ended, by how long they lasted: how many fell into each
 *     class, shortest first, not added up; empty when none ended
 * @param durationNanos how long those lasted together
 */
public record FlowTotals(
    long connections,
    long bytesSent,
    long bytesReceived,
    Map<FailureReason, Long> failures,
    List<Long> durations,
    long durationNanos) {

  public FlowTotals {
    failures = Map.copyOf(failures);
    durations = List.copyOf(durations);
  }
}
