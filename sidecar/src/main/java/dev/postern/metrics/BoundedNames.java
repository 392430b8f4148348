package dev.postern.metrics;

import dev.postern.rules.SafeText;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Label values that somebody else chooses: made safe to show, and only so many of them. A process
 * can give itself a million names; the first ones keep theirs, all later ones share {@link #OTHER}.
 * For one thread.
 */
final class BoundedNames {

  /** Every name beyond the limit. */
  static final String OTHER = "other";

  /** No name. */
  static final String UNKNOWN = "unknown";

  /** The most characters of a name that are shown. */
  static final int LONGEST = 64;

  private final int most;
  private final Set<String> admitted = new HashSet<>();

  BoundedNames(int most) {
    this.most = most;
  }

  /** The label value for a name. */
  String admit(@Nullable String name) {
    String safe = safe(name);
    if (safe.equals(UNKNOWN) || admitted.contains(safe)) {
      return safe;
    }
    if (admitted.size() == most) {
      return OTHER;
    }
    admitted.add(safe);
    return safe;
  }

  /**
   * A name in one line without control characters, at most {@link #LONGEST} characters. Somebody
   * really called "other" or "unknown" is shown as "./other", so that nobody hides among those
   * without a name.
   */
  static String safe(@Nullable String name) {
    // Only as much as can be shown is looked at; a character of a name becomes one or two.
    String line = name == null ? "" : cut(SafeText.oneLine(cut(name)).strip());
    return switch (line) {
      case "" -> UNKNOWN;
      case OTHER, UNKNOWN -> "./" + line;
      default -> line;
    };
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, splitsPair ? LONGEST - 1 : LONGEST);
  }
}
