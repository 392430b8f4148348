package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.Cidr;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Binding;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.Subject;
import java.nio.ByteBuffer;

/** Writes into a generation of the policy's tables, and reads back. For one thread at a time. */
final class PolicyWriter {

  private static final long SECOND = 1_000_000_000L;

  /** What nanoseconds since 1970 have no number for: in the year 2262. */
  private static final long LAST_SECOND = Long.MAX_VALUE / SECOND;

  private static final long FOR_EVER = -1;

  private final PolicyEncoder encoder;
  private final int named;
  private final ByteBuffer number = BpfMap.buffer(Integer.BYTES);
  private final ByteBuffer numberFound = BpfMap.buffer(Integer.BYTES);
  private final ByteBuffer time = BpfMap.buffer(Long.BYTES);
  private final ByteBuffer timeFound = BpfMap.buffer(Long.BYTES);

  PolicyWriter(Layout layout) {
    encoder = new PolicyEncoder(layout);
    named = (int) layout.number("destination_flag.DESTINATION_NAMED");
  }

  void put(PolicyGeneration generation, Destination destination) {
    put(generation, destination, 0);
  }

  private void put(PolicyGeneration generation, Destination destination, int flags) {
    number.putInt(0, destination.classId() | flags);
    put(generation.destinations(), encoder.destination(destination.block()), number, numberFound);
  }

  /** Lets go of a block, if it is there. */
  void remove(PolicyGeneration generation, Cidr block) {
    generation.destinations().remove(encoder.destination(block));
  }

  /**
   * Adds what is allowed.
   *
   * @param epochMinusBoot see {@link BootClock#epochMinusBootNanos()}
   */
  void put(PolicyGeneration generation, Allowance allowance, long epochMinusBoot) {
    time.putLong(0, bootNanos(allowance, epochMinusBoot));
    put(generation.allowances(), encoder.allowance(allowance), time, timeFound);
  }

  /** Adds a program under its number. */
  void put(PolicyGeneration generation, Subject subject, int id) {
    number.putInt(0, id);
    put(generation.executables(), encoder.executable(subject), number, numberFound);
  }

  /** Adds what an address is by its names: what its class may first, then the class. */
  void put(PolicyGeneration generation, Binding binding) {
    if (!binding.allowances().isEmpty()) {
      long epochMinusBoot = BootClock.epochMinusBootNanos();
      binding.allowances().forEach(allowance -> put(generation, allowance, epochMinusBoot));
    }
    Destination destination = binding.destination();
    put(generation, destination, destination.classId() == 0 ? 0 : named);
  }

  private static void put(BpfMap map, ByteBuffer key, ByteBuffer value, ByteBuffer found) {
    map.put(key, value);
    if (!map.get(key, found) || !found.equals(value)) {
      throw new ProbeException(
          "the kernel's policy differs from what was written: nothing changed");
    }
  }

  /** The end of an allowance on the kernel's clock; one that has passed is 1, as 0 would be. */
  private static long bootNanos(Allowance allowance, long epochMinusBoot) {
    return allowance.allowUntilEpochSecond() > LAST_SECOND
        ? FOR_EVER
        : Math.max(1, allowance.allowUntilEpochSecond() * SECOND - epochMinusBoot);
  }
}
