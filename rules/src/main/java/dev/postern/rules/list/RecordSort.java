package dev.postern.rules.list;

import java.nio.LongBuffer;

/**
 * Sorts records of a few numbers by their first ones, unsigned, in memory that may be mapped.
 * Merges, which reads and writes in order and has no bad case.
 */
final class RecordSort {

  private final int width;
  private final int keys;

  /**
   * @param width numbers in a record
   * @param keys how many of them, from the first, are compared
   */
  RecordSort(int width, int keys) {
    this.width = width;
    this.keys = keys;
  }

  /** Whether nothing has to be done. */
  boolean isSorted(LongBuffer records) {
    for (int i = 1; i < records.limit() / width; i++) {
      if (compare(records, i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Sorts.
   *
   * @param scratch as large as {@code records}; what it holds is lost
   */
  void sort(LongBuffer records, LongBuffer scratch) {
    int count = records.limit() / width;
    LongBuffer from = records;
    LongBuffer to = scratch;
    boolean inScratch = false;
    for (int run = 1; run < count && run > 0; run *= 2) {
      for (int start = 0; start < count; start += 2 * run) {
        int middle = Math.min(start + run, count);
        merge(from, to, start, middle, Math.min(middle + run, count));
      }
      LongBuffer sorted = to;
      to = from;
      from = sorted;
      inScratch = !inScratch;
    }
    if (inScratch) {
      records.put(0, scratch, 0, records.limit());
    }
  }

  private void merge(LongBuffer from, LongBuffer to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || (left < middle && compare(from, left, right) <= 0);
      int taken = takeLeft ? left++ : right++;
      for (int j = 0; j < width; j++) {
        to.put(i * width + j, from.get(taken * width + j));
      }
    }
  }

  private int compare(LongBuffer records, int one, int other) {
    for (int i = 0; i < keys; i++) {
      int order =
          Long.compareUnsigned(records.get(one * width + i), records.get(other * width + i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
