package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Binding;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The two generations of the policy's tables in the kernel, of which one is in force. A policy
 * becomes a whole generation, is read back, and is then put in force by one store.
 *
 * <p>One thread at a time may draft. Whoever binds, releases or puts a draft in force does these
 * one after the other; it may be while another drafts.
 */
final class PolicyTables {

  private static final String[] SUFFIXES = {"_a", "_b"};

  private final Layout layout;
  private final PolicyWriter drafting;
  private final PolicyWriter binding;
  private final BpfMap inForce;
  private final PolicyGeneration[] generations;
  private final ByteBuffer head;
  private volatile int current;
  private int revision;

  PolicyTables(BpfObject object, Layout layout) {
    this.layout = layout;
    drafting = new PolicyWriter(layout);
    binding = new PolicyWriter(layout);
    head = BpfMap.buffer(layout.size("policy_head"));
    inForce = object.map("policy_in_force", Integer.BYTES, Integer.BYTES);
    PolicyEncoder encoder = new PolicyEncoder(layout);
    generations =
        Arrays.stream(SUFFIXES)
            .map(
                suffix ->
                    new PolicyGeneration(
                        object.map("head" + suffix, Integer.BYTES, head.capacity()),
                        object.map(
                            "destinations" + suffix, encoder.destinationBytes(), Integer.BYTES),
                        object.map("allowances" + suffix, encoder.allowanceBytes(), Long.BYTES),
                        object.map(
                            "executables" + suffix, encoder.executableBytes(), Integer.BYTES)))
            .toArray(PolicyGeneration[]::new);
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
        revision = Math.max(revision, head.getInt(PolicyHead.at(layout, "revision")));
      }
      if (inForce.get(first, id) && id.getInt(0) == MapInfo.of(map.fd()).id()) {
        current = i;
      }
    }
  }

  /**
   * Writes a policy where none is in force.
   *
   * @param translated whether another's program may rewrite destinations behind this one's verdict
   * @throws ProbeException when the kernel has no room for it
   */
  PolicyDraft draft(PolicyImage image, PolicyTerms terms, boolean translated) {
    int next = 1 - current;
    PolicyGeneration generation = generations[next];
    generation.clear();
    for (Destination destination : image.destinations()) {
      drafting.put(generation, destination);
    }
    long epochMinusBoot = BootClock.epochMinusBootNanos();
    for (Allowance allowance : image.allowances()) {
      drafting.put(generation, allowance, epochMinusBoot);
    }
    for (int i = 0; i < image.subjects().size(); i++) {
      drafting.put(generation, image.subjects().get(i), i + 1);
    }
    return new PolicyDraft(
        this, drafting, generation, PolicyHead.of(layout, image, terms, translated, next));
  }

  void putInForce(PolicyGeneration generation, PolicyHead its, IntConsumer announced) {
    revision++;
    its.write(layout, revision, head);
    generation.head().put(BpfMap.buffer(Integer.BYTES), head);
    announced.accept(revision);
    inForce.set(0, generation.head().fd());
    current = its.generation();
  }

  /** Adds to the policy in force what an address is by its names. */
  void bind(Binding of) {
    binding.put(generations[current], of);
  }

  /** Undoes {@link #bind}: leaves what the policy says of the address alone, if it does. */
  void release(IpAddress address, @Nullable Destination alone) {
    if (alone == null) {
      binding.remove(generations[current], new Cidr(address, address.bits()));
    } else {
      binding.put(generations[current], alone);
    }
  }
}
