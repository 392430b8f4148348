package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The keys and values of a mapping, those of its merge keys included (YAML 1.1's {@code <<}). */
final class YamlMapping {

  private static final String MERGE = "<<";
  private static final int MERGE_NESTING_LIMIT = 10;

  private final YamlReader yaml;
  private final BiConsumer<Place, String> problems;
  private final Map<SourceText, Node> read = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  private YamlMapping(YamlReader yaml, BiConsumer<Place, String> problems) {
    this.yaml = yaml;
    this.problems = problems;
  }

  /** In the file's order, merged ones last; of a key that is there twice, the first. */
  static Map<SourceText, Node> read(
      MappingNode mapping, YamlReader yaml, BiConsumer<Place, String> problems) {
    YamlMapping reading = new YamlMapping(yaml, problems);
    reading.own(mapping);
    reading.merged(mapping, 0);
    return reading.read;
  }

  private void own(MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode node)) {
        problems.accept(yaml.place(tuple.getKeyNode()), "a key is a word");
      } else if (!isMerge(node)) {
        SourceText key = yaml.text(node);
        if (names.add(key.value())) {
          read.put(key, tuple.getValueNode());
        } else {
          problems.accept(key.place(), "duplicate key '" + key.value() + "'");
        }
      }
    }
  }

  private void merged(MappingNode mapping, int depth) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key && isMerge(key)) {
        switch (tuple.getValueNode()) {
          case MappingNode other -> merge(other, depth);
          case SequenceNode others -> {
            for (Node other : others.getValue()) {
              merge(other, depth);
            }
          }
          default -> problems.accept(yaml.place(key), "'<<' takes a mapping or several");
        }
      }
    }
  }

  private void merge(Node node, int depth) {
    if (!(node instanceof MappingNode other) || depth > MERGE_NESTING_LIMIT) {
      problems.accept(yaml.place(node), "'<<' takes mappings, and not without end");
      return;
    }
    for (NodeTuple tuple : other.getValue()) {
      if (!yaml.spend(tuple.getKeyNode())) {
        return;
      }
      if (tuple.getKeyNode() instanceof ScalarNode key
          && !isMerge(key)
          && names.add(key.getValue())) {
        read.put(yaml.text(key), tuple.getValueNode());
      }
    }
    merged(other, depth + 1);
  }

  private static boolean isMerge(ScalarNode key) {
    return key.isPlain() && key.getValue().equals(MERGE);
  }
}
