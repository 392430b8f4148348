package dev.postern.rules.compile.generated;

import java.util.BitSet;

/**
 * What is certain to be in a method's local variables at one place of it: fields that were read and
 * conditions that were asked on every way there.
 */
final class Known {

  private final BitSet variables;

  private Known(BitSet variables) {
    this.variables = variables;
  }

  static Known nothing() {
    return new Known(new BitSet());
  }

  boolean has(int variable) {
    return variables.get(variable);
  }

  Known with(int variable) {
    BitSet more = (BitSet) variables.clone();
    more.set(variable);
    return new Known(more);
  }

  /** Where two ways meet. */
  Known and(Known other) {
    BitSet both = (BitSet) variables.clone();
    both.and(other.variables);
    return new Known(both);
  }
}
