package dev.postern.rules.list;

import java.nio.LongBuffer;
import java.util.Arrays;

/** Sorts numbers in mapped memory: a piece at a time in the heap, then pieces are merged. */
final class LongSort {

  /** Numbers sorted at a time: half a megabyte. */
  static final int PIECE = 1 << 16;

  private LongSort() {}

  /**
   * Sorts.
   *
   * @param numbers all of them
   * @param scratch as large; what it holds is lost
   * @return the one of the two that holds them sorted
   */
  static LongBuffer sort(LongBuffer numbers, LongBuffer scratch) {
    int count = numbers.limit();
    long[] piece = new long[Math.min(count, PIECE)];
    for (int start = 0; start < count; start += piece.length) {
      int length = Math.min(piece.length, count - start);
      numbers.get(start, piece, 0, length);
      Arrays.sort(piece, 0, length);
      numbers.put(start, piece, 0, length);
    }
    LongBuffer from = numbers;
    LongBuffer to = scratch;
    for (long run = PIECE; run < count; run *= 2) {
      for (long start = 0; start < count; start += 2 * run) {
        int middle = (int) Math.min(start + run, count);
        merge(from, to, (int) start, middle, (int) Math.min(middle + run, count));
      }
      LongBuffer sorted = to;
      to = from;
      from = sorted;
    }
    return from;
  }

  private static void merge(LongBuffer from, LongBuffer to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    long atLeft = from.get(left);
    long atRight = right < end ? from.get(right) : 0;
    for (int i = start; i < end; i++) {
      if (right == end || (left < middle && atLeft <= atRight)) {
        to.put(i, atLeft);
        left++;
        atLeft = left < middle ? from.get(left) : 0;
      } else {
        to.put(i, atRight);
        right++;
        atRight = right < end ? from.get(right) : 0;
      }
    }
  }

  /** Makes one of what is there twice, in sorted numbers; how many there are then. */
  static int distinct(LongBuffer sorted) {
    int left = 0;
    long last = 0;
    for (int i = 0; i < sorted.limit(); i++) {
      long number = sorted.get(i);
      if (left == 0 || number != last) {
        sorted.put(left++, number);
        last = number;
      }
    }
    return left;
  }
}
