package dev.postern.rules.compile.generated;

import dev.postern.event.Event;
import dev.postern.rules.compile.Matcher;

/**
 * A condition that has a method of its own, because it is too large for its surroundings.
 *
 * @param method the method's name
 * @param whole what it asks
 */
record Outlined(String method, Matcher<Event> whole) implements Matcher<Event> {
  @Override
  public boolean matches(Event event) {
    return whole.matches(event);
  }
}
