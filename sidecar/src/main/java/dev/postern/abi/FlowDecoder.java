package dev.postern.abi;

import dev.postern.event.FailureReason;
import dev.postern.event.FlowTotals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads entries of the kernel's tables of flows. */
public final class FlowDecoder {

  private final int keyBytes;
  private final int totalsBytes;
  private final ProcessKeyReader process;
  private final int cgroupAt;
  private final EndpointReader peer;
  private final int protocolAt;
  private final int inboundAt;
  private final int connectionsAt;
  private final int sentAt;
  private final int receivedAt;
  private final int durationAt;
  private final int durationsAt;
  private final int durationClasses;
  private final List<Long> durationBounds;
  private final Map<FailureReason, Integer> failuresAt = new EnumMap<>(FailureReason.class);

  /**
   * @throws LayoutMismatch when the layout lacks something that is read here
   */
  public FlowDecoder(Layout layout) {
    keyBytes = layout.size("flow_key");
    totalsBytes = layout.size("flow_totals");
    process = new ProcessKeyReader(layout, "flow_key.process");
    cgroupAt = layout.offset("flow_key.cgroup_id", Long.BYTES);
    peer = new EndpointReader(layout, "flow_key.remote", "flow_key.port");
    protocolAt = layout.offset("flow_key.protocol", Short.BYTES);
    inboundAt = layout.offset("flow_key.inbound", Byte.BYTES);
    connectionsAt = layout.offset("flow_totals.connections", Long.BYTES);
    sentAt = layout.offset("flow_totals.bytes_sent", Long.BYTES);
    receivedAt = layout.offset("flow_totals.bytes_received", Long.BYTES);
    durationAt = layout.offset("flow_totals.duration_ns", Long.BYTES);
    durationClasses = (int) layout.number("duration_class.DURATION_CLASSES");
    durationsAt = layout.offset("flow_totals.durations", durationClasses * Integer.BYTES);
    durationBounds = bounds(layout, durationClasses);
    int reasons = (int) layout.number("failure_reason.FAILURE_REASONS");
    int failures = layout.offset("flow_totals.failures", reasons * Integer.BYTES);
    for (FailureReason reason : FailureReason.values()) {
      int number = (int) layout.number("failure_reason.FAILURE_" + reason.name());
      failuresAt.put(reason, failures + number * Integer.BYTES);
    }
  }

  private static List<Long> bounds(Layout layout, int classes) {
    long factor = layout.number("duration_class.DURATION_FACTOR");
    List<Long> bounds = new ArrayList<>();
    long bound = layout.number("duration_class.DURATION_FIRST_NS");
    for (int i = 0; i < classes - 1; i++, bound *= factor) {
      bounds.add(bound);
    }
    return List.copyOf(bounds);
  }

  /**
   * The longest duration of each class of {@link FlowTotals#durations()} in nanoseconds; the last
   * class has none.
   */
  public List<Long> durationBounds() {
    return durationBounds;
  }

  /** Size of a key. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Size of a value. */
  public int totalsBytes() {
    return totalsBytes;
  }

  /** Reads an entry from its key and value, both in the machine's byte order. */
  public KernelFlow decode(ByteBuffer keys, int keyAt, ByteBuffer values, int valueAt) {
    return new KernelFlow(
        process.read(keys, keyAt),
        keys.getLong(keyAt + cgroupAt),
        peer.read(keys, keyAt),
        Short.toUnsignedInt(keys.getShort(keyAt + protocolAt)),
        keys.get(keyAt + inboundAt) != 0,
        new FlowTotals(
            values.getLong(valueAt + connectionsAt),
            values.getLong(valueAt + sentAt),
            values.getLong(valueAt + receivedAt),
            failures(values, valueAt),
            durations(values, valueAt),
            values.getLong(valueAt + durationAt)));
  }

  private Map<FailureReason, Long> failures(ByteBuffer values, int at) {
    Map<FailureReason, Long> failures = new EnumMap<>(FailureReason.class);
    failuresAt.forEach(
        (reason, offset) -> {
          long count = Integer.toUnsignedLong(values.getInt(at + offset));
          if (count > 0) {
            failures.put(reason, count);
          }
        });
    return failures;
  }

  private List<Long> durations(ByteBuffer values, int at) {
    List<Long> durations = new ArrayList<>(durationClasses);
    boolean any = false;
    for (int i = 0; i < durationClasses; i++) {
      long count = Integer.toUnsignedLong(values.getInt(at + durationsAt + i * Integer.BYTES));
      durations.add(count);
      any |= count > 0;
    }
    return any ? durations : List.of();
  }
}
