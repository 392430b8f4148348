package dev.postern.rules.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of the pack as its file has it.
 *
 * @param lists the file's and its own, by name
 * @param events each with the file's defaults, a null one taken out
 * @param fires rule to the events (from 0) one of which must raise it
 * @param quiet the rules none of the events may raise
 */
record PackScenario(
    String file,
    String name,
    Map<String, Object> lists,
    List<Map<String, Object>> events,
    Map<String, Set<Integer>> fires,
    Set<String> quiet) {

  static List<PackScenario> all() {
    List<PackScenario> scenarios = new ArrayList<>();
    for (String file : PackYaml.scenarioFiles()) {
      for (Object document : PackYaml.documents(PackYaml.PACK.resolve(file))) {
        Map<String, @Nullable Object> keys = PackYaml.map(document);
        for (Object scenario : PackYaml.sequence(keys.get("scenarios"))) {
          scenarios.add(scenario(file, keys, PackYaml.map(scenario)));
        }
      }
    }
    return scenarios;
  }

  private static PackScenario scenario(
      String file, Map<String, @Nullable Object> shared, Map<String, @Nullable Object> own) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (Object event : PackYaml.sequence(own.get("events"))) {
      events.add(merged(shared.get("defaults"), event));
    }
    Map<String, Set<Integer>> fires = new LinkedHashMap<>();
    for (Object alert : PackYaml.sequence(own.get("alerts"))) {
      Map<String, @Nullable Object> keys = PackYaml.map(alert);
      Set<Integer> by =
          fires.computeIfAbsent(String.valueOf(keys.get("rule")), _ -> new HashSet<>());
      if (keys.get("event") instanceof Integer number) {
        by.add(number - 1);
      } else {
        for (int i = 0; i < events.size(); i++) {
          by.add(i);
        }
      }
    }
    return new PackScenario(
        file,
        String.valueOf(own.get("scenario")),
        merged(shared.get("lists"), own.get("lists")),
        events,
        fires,
        Set.copyOf(PackYaml.texts(own.get("must_not_fire"))));
  }

  private static Map<String, Object> merged(@Nullable Object defaults, @Nullable Object own) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (Object part : new @Nullable Object[] {defaults, own}) {
      if (part != null) {
        PackYaml.map(part)
            .forEach(
                (key, value) -> {
                  if (value == null) {
                    merged.remove(key);
                  } else {
                    merged.put(key, value);
                  }
                });
      }
    }
    return merged;
  }

  /** How many fields two events, or lists two scenarios, have not alike. */
  static long differences(Map<String, Object> one, Map<String, Object> other) {
    Set<String> keys = new HashSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys.stream().filter(key -> !Objects.equals(one.get(key), other.get(key))).count();
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
