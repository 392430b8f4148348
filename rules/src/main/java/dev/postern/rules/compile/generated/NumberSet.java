package dev.postern.rules.compile.generated;

import dev.postern.rules.field.FieldReader;
import java.util.Arrays;
import java.util.Collection;

/** Numbers to look one up among. */
public final class NumberSet {

  private static final long NONE = FieldReader.Numeric.ABSENT;

  /** Spreads numbers that differ in few bits (Fibonacci hashing). */
  private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

  private final int shift;
  private final long[] slots;

  /**
   * @param members none of them {@link FieldReader.Numeric#ABSENT}
   */
  NumberSet(Collection<Long> members) {
    int count = Integer.highestOneBit(Math.max(4, members.size() * 4));
    shift = Long.numberOfLeadingZeros(count) + 1;
    slots = new long[count];
    Arrays.fill(slots, NONE);
    for (long member : members) {
      int at = at(member);
      while (slots[at] != NONE) {
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = member;
    }
  }

  private int at(long number) {
    return (int) ((number * GOLDEN) >>> shift);
  }

  /** Whether a number is one of them; never for {@link FieldReader.Numeric#ABSENT}. */
  public boolean contains(long number) {
    for (int at = at(number); slots[at] != NONE; at = (at + 1) & (slots.length - 1)) {
      if (slots[at] == number) {
        return true;
      }
    }
    return false;
  }
}
