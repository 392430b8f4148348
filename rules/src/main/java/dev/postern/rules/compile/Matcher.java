package dev.postern.rules.compile;

import java.util.List;

/**
 * A compiled condition. Never throws, keeps no state and allocates nothing of its own.
 *
 * @param <E> what it is asked about
 */
@FunctionalInterface
public interface Matcher<E> {

  boolean matches(E event);

  /** True when all are; looks no further than the first that is not. */
  record All<E>(List<Matcher<E>> parts) implements Matcher<E> {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(E event) {
      // By index: an iterator per event is garbage on the hottest path there is.
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).matches(event)) {
          return false;
        }
      }
      return true;
    }
  }

  /** True when one is; looks no further than that. */
  record Any<E>(List<Matcher<E>> parts) implements Matcher<E> {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(E event) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).matches(event)) {
          return true;
        }
      }
      return false;
    }
  }

  record None<E>(Matcher<E> part) implements Matcher<E> {
    @Override
    public boolean matches(E event) {
      return !part.matches(event);
    }
  }
}
