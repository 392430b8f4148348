package dev.postern.rules;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How bad, worst first: Falco's eight. */
public enum Priority {
  EMERGENCY("Emergency"),
  ALERT("Alert"),
  CRITICAL("Critical"),
  ERROR("Error"),
  WARNING("Warning"),
  NOTICE("Notice"),
  INFORMATIONAL("Informational"),
  DEBUG("Debug");

  /** Falco's short form, and the words others use where Falco has its own. */
  private static final Map<String, Priority> OTHER_NAMES =
      Map.of("INFO", INFORMATIONAL, "HIGH", ERROR, "MEDIUM", WARNING, "LOW", NOTICE);

  private final String text;

  Priority(String text) {
    this.text = text;
  }

  /** As alerts show it: "Warning". */
  public String text() {
    return text;
  }

  /**
   * Reads a priority in any case: one of the eight, or info, high, medium, low.
   *
   * @return null for anything else
   */
  public static @Nullable Priority parse(String word) {
    // Letters beyond ASCII have upper cases within it.
    String name = word.chars().allMatch(c -> c < 128) ? word.toUpperCase(Locale.ROOT) : "";
    for (Priority priority : values()) {
      if (priority.name().equals(name)) {
        return priority;
      }
    }
    return OTHER_NAMES.get(name);
  }
}
