package dev.postern.rules.pack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shipped rule as its file has it. */
record PackRule(
    String file,
    String name,
    String description,
    String condition,
    String output,
    String priority,
    boolean enabled,
    List<String> tags,
    List<Exemption> exceptions) {

  /** An exception: its fields, and its values as text, empty where the user is to fill it. */
  record Exemption(String name, List<String> fields, List<String> values) {}

  static final String CHECK_FIRST = "Check first: ";

  /** Every shipped rule, file by file. */
  static List<PackRule> all() {
    List<PackRule> rules = new ArrayList<>();
    for (String file : PackYaml.ruleFiles()) {
      Path path = PackYaml.PACK.resolve(file);
      for (Object document : PackYaml.documents(path)) {
        for (Object item : PackYaml.sequence(document)) {
          Map<String, @Nullable Object> keys = PackYaml.map(item);
          if (keys.containsKey("rule")) {
            rules.add(rule(file, keys));
          }
        }
      }
    }
    return rules;
  }

  private static PackRule rule(String file, Map<String, @Nullable Object> keys) {
    List<Exemption> exceptions =
        PackYaml.sequence(keys.get("exceptions")).stream().map(PackRule::exemption).toList();
    return new PackRule(
        file,
        text(keys, "rule"),
        text(keys, "desc"),
        text(keys, "condition"),
        text(keys, "output"),
        text(keys, "priority"),
        !Boolean.FALSE.equals(keys.get("enabled")),
        PackYaml.texts(keys.get("tags")),
        exceptions);
  }

  private static Exemption exemption(Object item) {
    Map<String, @Nullable Object> keys = PackYaml.map(item);
    return new Exemption(
        text(keys, "name"), PackYaml.texts(keys.get("fields")), PackYaml.texts(keys.get("values")));
  }

  private static String text(Map<String, @Nullable Object> keys, String key) {
    return String.valueOf(keys.get(key)).strip();
  }

  /** {@code stable}, {@code incubating} or {@code sandbox}. */
  String maturity() {
    return tags.stream()
        .filter(tag -> tag.startsWith("maturity_"))
        .map(tag -> tag.substring("maturity_".length()))
        .findFirst()
        .orElse("none");
  }

  /** Whether a name, of a list or a macro, stands in the condition or in a value. */
  boolean names(String name) {
    String word = "(?s).*\\b" + name + "\\b.*";
    return condition.matches(word)
        || exceptions.stream()
            .anyMatch(e -> e.values().stream().anyMatch(value -> value.matches(word)));
  }

  @Override
  public String toString() {
    return name;
  }
}
