package dev.postern.rules.list;

import java.nio.LongBuffer;

/**
 * Sorted numbers in mapped memory, and in the heap every so manieth of them: a binary search
 * through the mapping alone would touch a page at each step, and a compiler without much inlining
 * makes each of those accesses a dozen calls.
 */
final class SortedLongs {

  private static final int STEP = 64;

  private final LongBuffer numbers;
  private final int count;
  private final long[] sample;

  SortedLongs(LongBuffer numbers) {
    this.numbers = numbers;
    this.count = numbers.limit();
    this.sample = new long[(count + STEP - 1) / STEP];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = numbers.get(i * STEP);
    }
  }

  int count() {
    return count;
  }

  long get(int index) {
    return numbers.get(index);
  }

  /** The index of the last number that is not above {@code limit}; -1 when all are. */
  int lastAtMost(long limit) {
    int from = 0;
    int to = sample.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sample[middle] <= limit) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    if (from == 0) {
      return -1;
    }
    int first = (from - 1) * STEP + 1; // what stands before is in the sample
    int last = Math.min(from * STEP, count);
    while (first < last) {
      int middle = (first + last) >>> 1;
      if (numbers.get(middle) <= limit) {
        first = middle + 1;
      } else {
        last = middle;
      }
    }
    return first - 1;
  }
}
