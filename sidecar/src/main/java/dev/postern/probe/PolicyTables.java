package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import dev.postern.policy.image.SocketKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The two generations of the policy's tables in the kernel, of which one is in force. A policy
 * becomes a whole generation, is read back, and is then put in force by one store.
 *
 * <p>For one thread at a time.
 */
final class PolicyTables {

  /** One generation. */
  private record Generation(
      BpfMap head, BpfMap destinations, BpfMap allowances, BpfMap executables) {

    void clear() {
      destinations.removeAll();
      allowances.removeAll();
      executables.removeAll();
    }
  }

  private static final String[] SUFFIXES = {"_a", "_b"};

  private static final long SECOND = 1_000_000_000L;

  /** What nanoseconds since 1970 have no number for: in the year 2262. */
  private static final long LAST_SECOND = Long.MAX_VALUE / SECOND;

  private static final long FOR_EVER = -1;

  private final Layout layout;
  private final PolicyEncoder encoder;
  private final BpfMap inForce;
  private final Generation[] generations;
  private final ByteBuffer head;
  private final ByteBuffer number = BpfMap.buffer(Integer.BYTES);
  private final ByteBuffer numberFound = BpfMap.buffer(Integer.BYTES);
  private final ByteBuffer time = BpfMap.buffer(Long.BYTES);
  private final ByteBuffer timeFound = BpfMap.buffer(Long.BYTES);
  private int current;
  private int revision;

  PolicyTables(BpfObject object, Layout layout) {
    this.layout = layout;
    encoder = new PolicyEncoder(layout);
    head = BpfMap.buffer(layout.size("policy_head"));
    inForce = object.map("policy_in_force", Integer.BYTES, Integer.BYTES);
    generations =
        Arrays.stream(SUFFIXES)
            .map(
                suffix ->
                    new Generation(
                        object.map("head" + suffix, Integer.BYTES, head.capacity()),
                        object.map(
                            "destinations" + suffix, encoder.destinationBytes(), Integer.BYTES),
                        object.map("allowances" + suffix, encoder.allowanceBytes(), Long.BYTES),
                        object.map(
                            "executables" + suffix, encoder.executableBytes(), Integer.BYTES)))
            .toArray(Generation[]::new);
    goOn();
  }

  /**
   * Another process may have left a policy in force; its tables are not touched before the swap.
   */
  private void goOn() {
    ByteBuffer first = BpfMap.buffer(Integer.BYTES);
    ByteBuffer id = BpfMap.buffer(Integer.BYTES);
    for (int i = 0; i < generations.length; i++) {
      BpfMap map = generations[i].head();
      if (map.get(first, head)) {
        revision = Math.max(revision, head.getInt(at("revision")));
      }
      if (inForce.get(first, id) && id.getInt(0) == MapInfo.of(map.fd()).id()) {
        current = i;
      }
    }
  }

  /**
   * Puts a policy in force. Blocks until no program uses the one before any more (Linux 4.20).
   *
   * @param refusal errno that a refused call gets
   * @param sockets that may be made besides TCP's and UDP's
   * @param translated whether another's program may rewrite destinations behind this one's verdict
   * @param announced gets the number by which the kernel's records name this policy
   * @throws ProbeException when the kernel has no room for it; the one before stays in force then
   */
  void load(
      PolicyImage image,
      int refusal,
      Set<SocketKind> sockets,
      boolean translated,
      IntConsumer announced) {
    int next = 1 - current;
    Generation generation = generations[next];
    generation.clear();
    long epochMinusBoot = BootClock.epochMinusBootNanos();
    for (Destination destination : image.destinations()) {
      number.putInt(0, destination.classId());
      put(generation.destinations(), encoder.destination(destination.block()), number, numberFound);
    }
    for (Allowance allowance : image.allowances()) {
      time.putLong(0, bootNanos(allowance, epochMinusBoot));
      put(generation.allowances(), encoder.allowance(allowance), time, timeFound);
    }
    for (int i = 0; i < image.subjects().size(); i++) {
      number.putInt(0, i + 1);
      ByteBuffer executable = encoder.executable(image.subjects().get(i));
      put(generation.executables(), executable, number, numberFound);
    }
    writeHead(generation.head(), image, refusal, flags(image, sockets, translated), next);
    announced.accept(revision);
    inForce.set(0, generation.head().fd());
    current = next;
  }

  /** Sets an entry and reads it back. */
  private static void put(BpfMap map, ByteBuffer key, ByteBuffer value, ByteBuffer found) {
    map.put(key, value);
    if (!map.get(key, found) || !found.equals(value)) {
      throw new ProbeException(
          "the kernel's policy differs from what was written: nothing changed");
    }
  }

  private int flags(PolicyImage image, Set<SocketKind> sockets, boolean translated) {
    long named = layout.number("policy_flag.POLICY_NAMES_EXECUTABLES");
    long rewritten = layout.number("policy_flag.POLICY_TRANSLATED");
    long made =
        sockets.stream()
            .mapToLong(kind -> layout.number("policy_flag.POLICY_SOCKETS_" + kind.name()))
            .reduce(0, (a, b) -> a | b);
    return (int) ((image.subjects().isEmpty() ? 0 : named) | (translated ? rewritten : 0) | made);
  }

  private void writeHead(BpfMap map, PolicyImage image, int refusal, int flags, int generation) {
    revision++;
    String mode = image.mode() == null ? "NONE" : image.mode().name();
    head.putInt(at("mode"), (int) layout.number("policy_mode.MODE_" + mode));
    head.putInt(at("flags"), flags);
    head.putInt(at("refusal"), refusal);
    head.putInt(at("revision"), revision);
    head.putInt(at("generation"), generation);
    map.put(BpfMap.buffer(Integer.BYTES), head);
  }

  private int at(String member) {
    return layout.offset("policy_head." + member, Integer.BYTES);
  }

  /** The end of an allowance on the kernel's clock; one that has passed is 1, as 0 would be. */
  private static long bootNanos(Allowance allowance, long epochMinusBoot) {
    return allowance.allowUntilEpochSecond() > LAST_SECOND
        ? FOR_EVER
        : Math.max(1, allowance.allowUntilEpochSecond() * SECOND - epochMinusBoot);
  }
}
