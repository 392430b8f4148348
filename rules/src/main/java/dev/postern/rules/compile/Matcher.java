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
  final class All<E> implements Matcher<E> {

    // An array: every event passes here, and C1 does not see through a list.
    private final Matcher<E>[] parts;

    public All(List<Matcher<E>> parts) {
      this.parts = array(parts);
    }

    /** In the order in which they are asked. */
    public List<Matcher<E>> parts() {
      return List.of(parts);
    }

    @Override
    public boolean matches(E event) {
      for (Matcher<E> part : parts) {
        if (!part.matches(event)) {
          return false;
        }
      }
      return true;
    }
  }

  /** True when one is; looks no further than that. */
  final class Any<E> implements Matcher<E> {

    private final Matcher<E>[] parts;

    public Any(List<Matcher<E>> parts) {
      this.parts = array(parts);
    }

    /** In the order in which they are asked. */
    public List<Matcher<E>> parts() {
      return List.of(parts);
    }

    @Override
    public boolean matches(E event) {
      for (Matcher<E> part : parts) {
        if (part.matches(event)) {
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

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
  private static <E> Matcher<E>[] array(List<Matcher<E>> parts) {
    return parts.toArray(new Matcher[0]);
  }
}
