package dev.postern.rules;

import dev.postern.event.EventType;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.source.SourceText;
import java.util.Set;

/**
 * A rule without errors, not yet compiled.
 *
 * @param condition its macros resolved
 * @param written with the names of its macros; its exceptions as {@code and not}
 * @param output its text as it is used
 * @param types the event types it is to be tried on
 */
record CheckedRule(
    Rule rule, Condition condition, Condition written, SourceText output, Set<EventType> types) {}
