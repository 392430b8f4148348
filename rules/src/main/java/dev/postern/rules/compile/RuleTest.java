package dev.postern.rules.compile;

import dev.postern.event.Event;

/**
 * Asks several rules about an event. Never throws, keeps no state, allocates nothing of its own.
 */
@FunctionalInterface
public interface RuleTest {

  /** The rules that match: bit i for the i-th. */
  long matches(Event event);
}
