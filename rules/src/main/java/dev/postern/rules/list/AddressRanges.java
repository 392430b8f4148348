package dev.postern.rules.list;

import java.nio.LongBuffer;

/**
 * Addresses as ranges that are sorted and do not touch: those of IPv4, which most are, in a quarter
 * of the room. A lookup is a binary search that allocates nothing.
 */
public final class AddressRanges implements CompiledList, Addresses {

  /** First address, high and low half, then the last one. */
  static final int WIDTH = 4;

  /** Every so manieth range of IPv6 is in the heap too: see {@link SortedLongs}. */
  private static final int STEP = 64;

  private final V4Ranges v4;
  private final LongBuffer ranges;
  private final int count;
  private final long[] sample;

  /**
   * Ranges as they were compiled.
   *
   * @param v6 {@link #WIDTH} numbers each
   */
  AddressRanges(V4Ranges v4, LongBuffer v6) {
    this.v4 = v4;
    this.ranges = v6;
    this.count = v6.limit() / WIDTH;
    this.sample = new long[2 * ((count + STEP - 1) / STEP)];
    for (int i = 0; i < sample.length; i += 2) {
      sample[i] = v6.get(i / 2 * STEP * WIDTH);
      sample[i + 1] = v6.get(i / 2 * STEP * WIDTH + 1);
    }
  }

  /** How many ranges there are. */
  int count() {
    return v4.count() + count;
  }

  @Override
  public boolean contains(long high, long low) {
    return (high == 0 && (low >>> 32) == 0xffff)
        ? v4.contains(low & 0xffff_ffffL)
        : containsV6(high, low);
  }

  private boolean containsV6(long high, long low) {
    int from = 0;
    int to = sample.length / 2;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(sample[2 * middle], sample[2 * middle + 1], high, low) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (from == 0) {
      return false;
    }
    int first = (from - 1) * STEP + 1; // the one before begins at or before the address
    int last = Math.min(from * STEP, count);
    while (first < last) {
      int middle = (first + last) >>> 1;
      if (compareAt(middle * WIDTH, high, low) <= 0) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return compareAt((first - 1) * WIDTH + 2, high, low) >= 0;
  }

  private int compareAt(int at, long high, long low) {
    return compare(ranges.get(at), ranges.get(at + 1), high, low);
  }

  private static int compare(long oneHigh, long oneLow, long high, long low) {
    return oneHigh == high
        ? Long.compareUnsigned(oneLow, low)
        : Long.compareUnsigned(oneHigh, high);
  }
}
