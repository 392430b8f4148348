package dev.postern.rules;

import dev.postern.rules.exception.Entry;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a rule file, read key by key; what has the wrong shape is reported. */
final class YamlItem {

  /** Words that Falco's YAML reader takes for a boolean, in quotes too. */
  private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");

  private static final Set<String> FALSE = Set.of("n", "no", "false", "off");
  private static final int ENTRY_NESTING_LIMIT = 4;

  private record KeyAndValue(SourceText key, Node value) {}

  private final YamlReader yaml;
  private final Diagnostics diagnostics;
  private final Place place;
  private final Map<String, KeyAndValue> entries = new LinkedHashMap<>();
  private final @Nullable YamlItem parent;
  private final @Nullable String rule;
  private boolean faulty;

  YamlItem(MappingNode mapping, YamlReader yaml, Diagnostics diagnostics) {
    this(mapping, null, yaml, diagnostics);
  }

  private YamlItem(
      MappingNode mapping, @Nullable YamlItem parent, YamlReader yaml, Diagnostics diagnostics) {
    this.yaml = yaml;
    this.diagnostics = diagnostics;
    this.parent = parent;
    this.place = yaml.place(mapping);
    this.rule = parent != null ? parent.rule : name(mapping);
    YamlMapping.read(mapping, yaml, this::invalid)
        .forEach((key, value) -> entries.put(key.value(), new KeyAndValue(key, value)));
  }

  /** The rule's name, which everything that is said about a rule carries. */
  private static @Nullable String name(MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key
          && key.getValue().equals("rule")
          && tuple.getValueNode() instanceof ScalarNode name) {
        return name.getValue();
      }
    }
    return null;
  }

  Place place() {
    return place;
  }

  /** Whether something about it, or in it, was reported as an error. */
  boolean faulty() {
    return faulty;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether a key is there with no value at all. */
  boolean isNull(String key) {
    KeyAndValue entry = entries.get(key);
    return entry != null && isNull(entry.value());
  }

  /** Whether a key is there with no value, or with an empty text. */
  boolean isEmpty(String key) {
    KeyAndValue entry = entries.get(key);
    return entry != null
        && entry.value() instanceof ScalarNode scalar
        && (isNull(scalar) || scalar.getValue().isEmpty());
  }

  Place keyPlace(String key) {
    KeyAndValue entry = entries.get(key);
    return entry == null ? place : entry.key().place();
  }

  /** The first key, which tells what the item is. */
  SourceText firstKey() {
    return entries.isEmpty() ? SourceText.at(place, "") : entries.values().iterator().next().key();
  }

  void warnUnknownKeys(Set<String> known) {
    for (KeyAndValue entry : entries.values()) {
      String key = entry.key().value();
      if (!known.contains(key)) {
        warn(
            LoadCode.LOAD_UNKNOWN_KEY,
            entry.key().place(),
            "unknown key '" + key + "' is ignored",
            NearestName.suggestion(key, known));
      }
    }
  }

  /** A text that must be there and not be empty; null, and reported, when it is not. */
  @Nullable SourceText required(String key) {
    KeyAndValue entry = entries.get(key);
    if (entry == null) {
      invalid(place, "required key '" + key + "' is missing");
      return null;
    }
    if (!(entry.value() instanceof ScalarNode scalar)) {
      invalid(entry.key().place(), "'" + key + "' must be a text");
      return null;
    }
    if (isNull(scalar) || scalar.getValue().isEmpty()) {
      invalid(entry.key().place(), "'" + key + "' must not be empty");
      return null;
    }
    return text(scalar);
  }

  /** A text that may be left out, but not be empty. */
  @Nullable SourceText optional(String key) {
    return has(key) ? required(key) : null;
  }

  /** A boolean; null when left out, and null and reported when it is something else. */
  @Nullable Boolean flag(String key) {
    SourceText text = optional(key);
    if (text == null) {
      return null;
    }
    String lower = text.value().toLowerCase(Locale.ROOT);
    boolean plainCase =
        text.value().equals(lower)
            || text.value().equals(lower.toUpperCase(Locale.ROOT))
            || text.value().substring(1).equals(lower.substring(1));
    if (!plainCase || !(TRUE.contains(lower) || FALSE.contains(lower))) {
      invalid(text.place(), "'" + key + "' must be true or false");
      return null;
    }
    return TRUE.contains(lower);
  }

  /** A sequence of texts; null, and reported, when it is something else or not there. */
  @Nullable List<SourceText> texts(String key) {
    KeyAndValue entry = entries.get(key);
    if (entry == null) {
      invalid(place, "required key '" + key + "' is missing");
      return null;
    }
    if (!(entry.value() instanceof SequenceNode sequence)) {
      invalid(entry.key().place(), "'" + key + "' must be a sequence");
      return null;
    }
    List<SourceText> texts = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (!(node instanceof ScalarNode scalar) || isNull(scalar)) {
        invalid(yaml.place(node), "'" + key + "' holds texts and numbers only");
        return null;
      }
      SourceText text = text(scalar);
      if (faulty) {
        return null;
      }
      texts.add(text);
    }
    return texts;
  }

  /** A sequence of mappings; null, and reported, when it is something else; empty for no value. */
  @Nullable List<YamlItem> items(String key) {
    KeyAndValue entry = entries.get(key);
    if (entry == null || isNull(entry.value())) {
      return List.of();
    }
    if (!(entry.value() instanceof SequenceNode sequence)) {
      invalid(entry.key().place(), "'" + key + "' must be a sequence");
      return null;
    }
    List<YamlItem> items = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (!(node instanceof MappingNode mapping)) {
        invalid(yaml.place(node), "an item of '" + key + "' is a mapping");
      } else if (yaml.spend(mapping)) {
        items.add(new YamlItem(mapping, this, yaml, diagnostics));
      } else {
        fault();
      }
    }
    return items;
  }

  /** A mapping; null when left out, and null and reported when it is something else. */
  @Nullable YamlItem item(String key) {
    KeyAndValue entry = entries.get(key);
    if (entry == null || isNull(entry.value())) {
      return null;
    }
    if (entry.value() instanceof MappingNode mapping) {
      return new YamlItem(mapping, this, yaml, diagnostics);
    }
    invalid(entry.key().place(), "'" + key + "' must be a mapping");
    return null;
  }

  /** The keys in the file's order. */
  List<SourceText> keys() {
    return entries.values().stream().map(KeyAndValue::key).toList();
  }

  /** A text or a sequence, of sequences perhaps; null when left out, or faulty and reported. */
  @Nullable Entry entry(String key) {
    KeyAndValue entry = entries.get(key);
    return entry == null ? null : entry(entry.value(), key, 0);
  }

  private @Nullable Entry entry(Node node, String key, int depth) {
    if (depth > ENTRY_NESTING_LIMIT) {
      invalid(yaml.place(node), "'" + key + "' is nested too deep");
      return null;
    }
    if (node instanceof ScalarNode scalar && !isNull(scalar) && !scalar.getValue().isEmpty()) {
      return new Entry.One(text(scalar));
    }
    if (!(node instanceof SequenceNode sequence)) {
      invalid(yaml.place(node), "'" + key + "' holds texts, numbers and sequences of them only");
      return null;
    }
    List<Entry> parts = new ArrayList<>();
    for (Node part : sequence.getValue()) {
      Entry read = yaml.spend(sequence) ? entry(part, key, depth + 1) : null;
      if (read == null || faulty) {
        fault();
        return null;
      }
      parts.add(read);
    }
    return new Entry.Many(parts, yaml.place(node));
  }

  void invalid(Place at, String message) {
    invalid(at, message, null);
  }

  void invalid(Place at, String message, @Nullable String suggestion) {
    fault();
    diagnostics.error(
        Diagnostic.of(LoadCode.LOAD_ERR_YAML_VALIDATE, at, rule, message, suggestion));
  }

  void warn(LoadCode code, Place at, String message, @Nullable String suggestion) {
    diagnostics.warn(Diagnostic.of(code, at, rule, message, suggestion));
  }

  private SourceText text(ScalarNode node) {
    if (!yaml.spend(node)) {
      fault();
    }
    return yaml.text(node);
  }

  private void fault() {
    faulty = true;
    if (parent != null) {
      parent.fault();
    }
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }
}
