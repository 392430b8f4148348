package dev.postern.kernel;

import dev.postern.abi.KernelFlow;
import dev.postern.abi.ProcessKey;
import dev.postern.event.Endpoint;
import dev.postern.event.FailureReason;
import dev.postern.event.FlowTotals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the kernel counted of one process and one peer since a test began. */
record ObservedFlow(
    ProcessKey process,
    Endpoint peer,
    int protocol,
    boolean inbound,
    long connections,
    long bytesSent,
    long bytesReceived,
    Map<FailureReason, Long> failures,
    List<Long> durations,
    long durationNanos) {

  /** Adds up what was harvested, however often that was. */
  static List<ObservedFlow> sums(List<KernelFlow> harvested) {
    record Key(ProcessKey process, Endpoint peer, int protocol, boolean inbound) {}
    Map<Key, ObservedFlow> sums = new LinkedHashMap<>();
    for (KernelFlow flow : harvested) {
      sums.merge(
          new Key(flow.process(), flow.peer(), flow.protocol(), flow.inbound()),
          of(flow),
          ObservedFlow::plus);
    }
    return List.copyOf(sums.values());
  }

  private static ObservedFlow of(KernelFlow flow) {
    FlowTotals totals = flow.totals();
    return new ObservedFlow(
        flow.process(),
        flow.peer(),
        flow.protocol(),
        flow.inbound(),
        totals.connections(),
        totals.bytesSent(),
        totals.bytesReceived(),
        totals.failures(),
        totals.durations(),
        totals.durationNanos());
  }

  private ObservedFlow plus(ObservedFlow other) {
    Map<FailureReason, Long> allFailures = new EnumMap<>(FailureReason.class);
    allFailures.putAll(failures);
    other.failures.forEach((reason, count) -> allFailures.merge(reason, count, Long::sum));
    return new ObservedFlow(
        process,
        peer,
        protocol,
        inbound,
        connections + other.connections,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        allFailures,
        sum(durations, other.durations),
        durationNanos + other.durationNanos);
  }

  private static List<Long> sum(List<Long> a, List<Long> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i) + b.get(i));
    }
    return sums;
  }
}
