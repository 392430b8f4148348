package dev.postern.rules;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ScalarStyle;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of a rule file, read key by key; what has the wrong shape is reported. */
final class YamlItem {

  private record Entry(SourceText key, Node value) {}

  private final YamlReader yaml;
  private final Diagnostics diagnostics;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  YamlItem(MappingNode mapping, YamlReader yaml, Diagnostics diagnostics) {
    this.yaml = yaml;
    this.diagnostics = diagnostics;
    this.place = place(mapping);
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode node)) {
        invalid(place(tuple.getKeyNode()), "a key is a word");
        continue;
      }
      SourceText key = text(node);
      if (entries.putIfAbsent(key.value(), new Entry(key, tuple.getValueNode())) != null) {
        invalid(key.place(), "duplicate key '" + key.value() + "'");
      }
    }
  }

  Place place() {
    return place;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Place keyPlace(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : entry.key().place();
  }

  /** The first key, which tells what the item is. */
  SourceText firstKey() {
    return entries.isEmpty() ? SourceText.at(place, "") : entries.values().iterator().next().key();
  }

  void warnUnknownKeys(Set<String> known) {
    for (Entry entry : entries.values()) {
      String key = entry.key().value();
      if (!known.contains(key)) {
        diagnostics.warn(
            LoadCode.LOAD_UNKNOWN_KEY,
            entry.key().place(),
            "unknown key '" + key + "' is ignored",
            NearestName.suggestion(key, known));
      }
    }
  }

  /** A text that must be there; null, and reported, when it is not. */
  @Nullable SourceText required(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      invalid(place, "required key '" + key + "' is missing");
      return null;
    }
    if (entry.value() instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return text(scalar);
    }
    invalid(entry.key().place(), "'" + key + "' must be a text");
    return null;
  }

  /** A text that may be left out. */
  @Nullable SourceText optional(String key) {
    return has(key) ? required(key) : null;
  }

  /** A boolean that may be left out; {@code otherwise} also after a problem. */
  boolean flag(String key, boolean otherwise) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return otherwise;
    }
    if (entry.value() instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.parseBoolean(scalar.getValue());
    }
    invalid(entry.key().place(), "'" + key + "' must be true or false");
    return otherwise;
  }

  /** A sequence of texts; empty when left out, null, and reported, when it is something else. */
  @Nullable List<SourceText> texts(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof SequenceNode sequence)) {
      invalid(entry.key().place(), "'" + key + "' must be a sequence");
      return null;
    }
    List<SourceText> texts = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
        invalid(place(node), "'" + key + "' holds texts and numbers only");
        return null;
      }
      texts.add(text(scalar));
    }
    return texts;
  }

  void invalid(Place at, String message) {
    diagnostics.error(LoadCode.LOAD_ERR_YAML_VALIDATE, at, message);
  }

  private Place place(Node node) {
    return node.getStartMark().map(yaml::place).orElseThrow();
  }

  private SourceText text(ScalarNode node) {
    Mark start = node.getStartMark().orElseThrow();
    Mark end = node.getEndMark().orElseThrow();
    String raw = yaml.between(start, end);
    return SourceText.scalar(node.getValue(), yaml.place(start), raw, style(node));
  }

  private static ScalarStyle style(ScalarNode node) {
    return switch (node.getScalarStyle()) {
      case SINGLE_QUOTED -> ScalarStyle.SINGLE_QUOTED;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> ScalarStyle.DOUBLE_QUOTED;
      case LITERAL, FOLDED -> ScalarStyle.BLOCK;
      case PLAIN -> ScalarStyle.PLAIN;
    };
  }
}
