package dev.postern.rules;

import dev.postern.event.EventType;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.source.SourceText;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A rule of a load, enabled or not, for those who look at rules instead of running them.
 *
 * @param rule name, priority, tags, source and place
 * @param enabled whether it is tried on events
 * @param condition its macros resolved
 * @param written with the names of its macros; its exceptions as {@code and not}
 * @param types the event types it is to be tried on
 * @param output its text, less what is deprecated and left out
 */
public record LoadedRule(
    Rule rule,
    boolean enabled,
    Condition condition,
    Condition written,
    Set<EventType> types,
    SourceText output) {

  public LoadedRule {
    types =
        Collections.unmodifiableSet(
            types.isEmpty() ? EnumSet.noneOf(EventType.class) : EnumSet.copyOf(types));
  }
}
