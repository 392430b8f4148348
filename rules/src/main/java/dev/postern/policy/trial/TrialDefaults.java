package dev.postern.policy.trial;

import dev.postern.policy.Workload;
import dev.postern.policy.read.TimeReader;
import dev.postern.rules.source.ProblemSink;
import dev.postern.rules.source.YamlKeys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks and when: what a file says for all of its tests, and a test for itself.
 *
 * @param namespace or null
 * @param labels or null
 * @param container or null
 */
record TrialDefaults(
    @Nullable String namespace,
    @Nullable Map<String, String> labels,
    @Nullable String container,
    Instant at) {

  static final Set<String> KEYS = Set.of("namespace", "labels", "container", "at");

  /** Each key as given here, or as it was. */
  TrialDefaults changedBy(YamlKeys keys, ProblemSink problems) {
    Instant moment = new TimeReader(problems).read(keys, "at");
    YamlKeys given = keys.keys("labels");
    return new TrialDefaults(
        keys.has("namespace") ? keys.text("namespace") : namespace,
        given == null ? labels : read(given),
        keys.has("container") ? keys.text("container") : container,
        moment == null ? at : moment);
  }

  private static Map<String, String> read(YamlKeys given) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : given.entries().keySet()) {
      String value = given.text(label);
      labels.put(label, value == null ? "" : value);
    }
    return labels;
  }

  /** Null where neither namespace nor labels are given. */
  @Nullable Workload workload() {
    if (namespace == null && labels == null) {
      return null;
    }
    return new Workload(
        namespace == null ? Workload.DEFAULT_NAMESPACE : namespace,
        labels == null ? Map.of() : labels);
  }
}
