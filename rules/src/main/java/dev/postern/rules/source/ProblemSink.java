package dev.postern.rules.source;

import org.jspecify.annotations.Nullable;

/** Takes what is wrong with a file, one thing at a time. */
@FunctionalInterface
public interface ProblemSink {

  /**
   * Takes a problem.
   *
   * @param suggestion what to write instead, or null when there is nothing to offer
   */
  void add(Place place, String message, @Nullable String suggestion);
}
