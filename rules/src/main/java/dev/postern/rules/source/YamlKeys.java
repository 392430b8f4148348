package dev.postern.rules.source;

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
public final class YamlKeys {

  /** A value and the place of its key. */
  public record Entry(Place place, Node value) {}

  private static final int LONGEST_SHOWN = 100;

  private final String file;
  private final ProblemSink problems;
  private final Place place;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * Reads the keys.
   *
   * @param file its name
   * @param what to be read, as messages call it
   * @param problems takes what has the wrong shape
   */
  public YamlKeys(String file, Node node, String what, ProblemSink problems) {
    this.file = file;
    this.problems = problems;
    this.place = place(node);
    if (!(node instanceof MappingNode mapping)) {
      problems.add(place, what + " is a mapping of keys to values", null);
      return;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(place(tuple.getKeyNode()), "a key is a word", null);
      } else if (entries.putIfAbsent(key.getValue(), new Entry(place(key), tuple.getValueNode()))
          != null) {
        problems.add(place(key), "'" + cut(key.getValue()) + "' stands twice", null);
      }
    }
  }

  /** Reports every key that is not one of these. */
  public YamlKeys refuseOthersThan(Set<String> known) {
    entries.forEach(
        (key, entry) -> {
          if (!known.contains(key)) {
            problems.add(
                entry.place(),
                "unknown key '" + cut(key) + "'",
                NearestName.suggestion(key, known));
          }
        });
    return this;
  }

  public Place place() {
    return place;
  }

  /** Where the value of a key begins; the mapping itself when it is not there. */
  public Place place(String key) {
    Entry entry = entries.get(key);
    return entry == null ? place : place(entry.value());
  }

  public Map<String, Entry> entries() {
    return entries;
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** A text or a number. */
  public @Nullable String text(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : text(key, entry.value());
  }

  /** What a sequence holds; empty when left out. */
  public List<Node> items(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return List.of();
    }
    if (entry.value() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problems.add(place(entry.value()), "'" + key + "' is a sequence: [ … ]", null);
    return List.of();
  }

  /** Whether a key holds a sequence, be it empty. */
  public boolean isSequence(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof SequenceNode;
  }

  /** The texts of a sequence. */
  public List<String> texts(String key) {
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
  public @Nullable YamlKeys keys(String key) {
    Entry entry = entries.get(key);
    return entry == null ? null : new YamlKeys(file, entry.value(), "'" + key + "'", problems);
  }

  /** A text or a number that is an item of something. */
  public @Nullable String text(String what, Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    problems.add(place(node), "'" + what + "' holds texts and numbers only", null);
    return null;
  }

  /** Where a node begins. */
  public Place place(Node node) {
    return YamlText.place(file, node.getStartMark());
  }

  /** By an alias, a small file can have a long text told any number of times. */
  private static String cut(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
