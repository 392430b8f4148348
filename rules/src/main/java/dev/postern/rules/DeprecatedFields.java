package dev.postern.rules;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that Falco 0.44 still knows and that say nothing any more. */
final class DeprecatedFields {

  private static final Set<String> LATENCIES =
      Set.of(
          "evt.latency",
          "evt.latency.s",
          "evt.latency.ns",
          "evt.latency.human",
          "evt.wait_latency");

  private DeprecatedFields() {}

  /** Why a field is deprecated; null when it isn't. */
  static @Nullable String reason(String field) {
    if (field.equals("evt.dir")) {
      return "evt.dir is deprecated: '<' is always true, '>' always false";
    }
    return LATENCIES.contains(field) ? field + " is deprecated: no event has it" : null;
  }
}
