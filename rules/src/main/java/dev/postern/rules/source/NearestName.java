package dev.postern.rules.source;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Guesses which name was meant. */
public final class NearestName {

  /** Longer names are not typing mistakes, and the comparison's cost grows with their product. */
  private static final int LONGEST = 100;

  private NearestName() {}

  /**
   * The known name with the fewest single-character edits from {@code typed}.
   *
   * @return the name, or null when none is close: more than a third of the characters differ
   */
  public static @Nullable String of(String typed, Collection<String> known) {
    if (typed.length() > LONGEST) {
      return null;
    }
    String best = null;
    int bestEdits = (typed.length() < 3 ? 0 : typed.length() / 3) + 1;
    for (String name : known) {
      if (Math.abs(name.length() - typed.length()) < bestEdits) {
        int edits = edits(typed, name);
        if (edits < bestEdits) {
          best = name;
          bestEdits = edits;
        }
      }
    }
    return best;
  }

  /** "did you mean X?", or null when nothing is close. */
  public static @Nullable String suggestion(String typed, Collection<String> known) {
    String nearest = of(typed, known);
    return nearest == null ? null : "did you mean '" + nearest + "'?";
  }

  /** Levenshtein distance, one row at a time. */
  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
