package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.policy.LabelSelector;
import dev.postern.rules.source.YamlKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads {@code selector} and {@code namespaceSelector}. */
record SelectorReader(PolicyProblems problems) {

  LabelSelector read(YamlKeys spec, String key) {
    YamlKeys selector = spec.keys(key);
    if (selector == null) {
      return LabelSelector.EVERYTHING;
    }
    selector.refuseOthersThan(Set.of("matchLabels"));
    YamlKeys labels = selector.keys("matchLabels");
    if (labels == null) {
      return LabelSelector.EVERYTHING;
    }
    Map<String, String> match = new LinkedHashMap<>();
    labels
        .entries()
        .forEach(
            (label, entry) -> {
              String value = labels.text(label, entry.value());
              if (!ObjectNames.isLabelKey(label)) {
                problems.value(entry.place(), quoted(label) + " is not a label's key", null);
              } else if (value != null && !ObjectNames.isLabelValue(value)) {
                problems.value(
                    problems.place(entry.value()), quoted(value) + " is not a label's value", null);
              } else if (value != null) {
                match.put(label, value);
              }
            });
    return new LabelSelector(match);
  }
}
