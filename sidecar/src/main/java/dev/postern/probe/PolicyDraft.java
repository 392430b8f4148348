package dev.postern.probe;

import dev.postern.policy.image.Binding;
import java.util.function.IntConsumer;

/**
 * A policy whole in the kernel and not in force yet. The next one takes its place if it never is.
 */
public final class PolicyDraft {

  private final PolicyTables tables;
  private final PolicyWriter writer;
  private final PolicyGeneration generation;
  private final PolicyHead head;

  PolicyDraft(
      PolicyTables tables, PolicyWriter writer, PolicyGeneration generation, PolicyHead head) {
    this.tables = tables;
    this.writer = writer;
    this.generation = generation;
    this.head = head;
  }

  /**
   * Adds what an address is by its names.
   *
   * @throws ProbeException when the kernel has no room for it
   */
  public void bind(Binding binding) {
    writer.put(generation, binding);
  }

  /**
   * Puts it in force, in the place of the one before: each verdict is by the one or the other.
   * Blocks until no program uses the one before any more (Linux 4.20). Nothing may be bound or
   * released meanwhile.
   *
   * @param announced gets the number by which the kernel's records name this policy, before there
   *     can be any
   */
  public void putInForce(IntConsumer announced) {
    tables.putInForce(generation, head, announced);
  }
}
