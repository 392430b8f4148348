package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.rules.source.Place;
import java.util.List;

/**
 * A rule as far as its alerts show it.
 *
 * @param name unique in a rule set
 * @param description what it detects
 * @param priority how bad
 * @param tags in the order of the file
 * @param source always {@code syscall}
 * @param output the alert's text
 * @param place where it is defined
 */
public record Rule(
    String name,
    String description,
    Priority priority,
    List<String> tags,
    String source,
    OutputTemplate<Event> output,
    Place place) {

  public Rule {
    tags = List.copyOf(tags);
  }
}
