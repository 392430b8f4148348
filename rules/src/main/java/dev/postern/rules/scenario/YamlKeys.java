package dev.postern.rules.scenario;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping, read key by key; what has the wrong shape is reported and counts as left out. */
final class YamlKeys {

  /** A value and the place of its key. */
  record Entry(Place place, Node value) {}

  private final String file;
  private final Problems problems;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * @param what to be read, as messages call it
   */
  YamlKeys(String file, Node node, String what, Problems problems) {
    this.file = file;
    this.problems = problems;
    this.place = place(node);
    if (!(node instanceof MappingNode mapping)) {
      problems.add(place, what + " is a mapping of keys to values");
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(place(tuple.getKeyNode()), "a key is a word");
      } else if (entries.putIfAbsent(key.getValue(), new Entry(place(key), tuple.getValueNode()))
          != null) {
        problems.add(place(key), "'" + key.getValue() + "' stands twice");
      }
    }
  }

  YamlKeys refuseOthersThan(Set<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problems.unknown(entry.place(), "unknown key '" + key + "'", key, known);
          }
        });
    return this;
  }

  Place place() {
    return place;
  }

  Place place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : place(entry.value());
  }

  Map<String, Entry> entries() {
    return entries;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** A text or a number. */
  @Nullable String text(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : text(key, entry.value());
  }

  /** What a sequence holds; empty when left out. */
  List<Node> items(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(place(entry.value()), "'" + key + "' is a sequence: [ … ]");
    return List.of();
  }

  /** The texts of a sequence. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node item : items(key)) {
      String text = text(key, item);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A mapping inside; null when left out. */
  @Nullable YamlKeys keys(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : new YamlKeys(file, entry.value(), "'" + key + "'", problems);
  }

  @Nullable String text(String what, Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    problems.add(place(node), "'" + what + "' holds texts and numbers only");
    return null;
  }

  Place place(Node node) {
    return YamlText.place(file, node.getStartMark());
  }
}
