package dev.postern.rules.list;

import java.util.function.LongPredicate;

/** Numbers, sorted. A lookup is a binary search that allocates nothing. */
public final class NumberTable implements CompiledList, LongPredicate {

  private final SortedLongs numbers;

  NumberTable(SortedLongs numbers) {
    this.numbers = numbers;
  }

  @Override
  public boolean test(long number) {
    int last = numbers.lastAtMost(number);
    return last >= 0 && numbers.get(last) == number;
  }
}
