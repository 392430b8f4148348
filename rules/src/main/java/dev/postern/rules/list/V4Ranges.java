package dev.postern.rules.list;

import java.io.Closeable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Path;

/**
 * Ranges of IPv4 addresses, one number each: the first address above the last. Unsigned addresses
 * would be out of order in signed numbers, so the topmost bit is turned over.
 */
final class V4Ranges {

  private static final long TOP = Long.MIN_VALUE;
  private static final long LAST = 0xffff_ffffL;

  private final SortedLongs ranges;

  private V4Ranges(SortedLongs ranges) {
    this.ranges = ranges;
  }

  int count() {
    return ranges.count();
  }

  /**
   * Whether one of the ranges holds an address.
   *
   * @param bits of the address, unsigned
   */
  boolean contains(long bits) {
    int range = ranges.lastAtMost((bits << 32 | LAST) ^ TOP);
    return range >= 0 && (ranges.get(range) & LAST) >= bits;
  }

  /** Takes ranges in any order. */
  static final class Builder implements Closeable {

    private final LongFile file;

    Builder(Path folder) throws IOException {
      file = new LongFile(folder);
    }

    /** Takes the addresses from the first to the last, unsigned. */
    void add(long first, long last) throws IOException {
      file.append((first << 32 | last) ^ TOP);
    }

    V4Ranges build() throws IOException {
      return new V4Ranges(file.sorted(Builder::join));
    }

    /** Makes one of ranges that overlap or touch. */
    private static int join(LongBuffer sorted) {
      int left = 0;
      long first = 0;
      long last = -2; // touches nothing
      for (int i = 0; i < sorted.limit(); i++) {
        long range = sorted.get(i) ^ TOP;
        long from = range >>> 32;
        long to = range & LAST;
        if (from <= last + 1) {
          last = Math.max(last, to);
        } else {
          first = from;
          last = to;
          left++;
        }
        sorted.put(left - 1, (first << 32 | last) ^ TOP);
      }
      return left;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
