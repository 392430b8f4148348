package dev.postern.rules.compile;

import java.util.List;
import java.util.function.Predicate;

/** One test or the other; without the allocations of a stream. */
final class AnyOf<T> implements Predicate<T> {

  private final List<Predicate<T>> tests;

  private AnyOf(List<Predicate<T>> tests) {
    this.tests = tests;
  }

  /** What any of the tests takes; the test itself when there is one. */
  static <T> Predicate<T> of(List<? extends Predicate<T>> tests) {
    return tests.size() == 1 ? tests.getFirst() : new AnyOf<>(List.copyOf(tests));
  }

  @Override
  public boolean test(T value) {
    for (int i = 0; i < tests.size(); i++) {
      if (tests.get(i).test(value)) {
        return true;
      }
    }
    return false;
  }
}
