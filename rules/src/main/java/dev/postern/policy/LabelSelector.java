package dev.postern.policy;

import java.util.Map;

/** {@code matchLabels}: all of them must be there; none select everything. */
public record LabelSelector(Map<String, String> matchLabels) {

  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of());

  public LabelSelector {
    matchLabels = Map.copyOf(matchLabels);
  }

  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet());
  }
}
