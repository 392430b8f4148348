package dev.postern.rules;

import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the items of a rule file for those who look at the text, not at what it means. */
public final class FileItems {

  private static final List<String> KINDS = List.of("list", "macro", "rule");

  private final YamlReader yaml;

  private FileItems(YamlReader yaml) {
    this.yaml = yaml;
  }

  /** Every item that has a name; none of a file that is no YAML. What is wrong is not reported. */
  public static List<FileItem> read(RuleSource source) {
    YamlReader yaml = new YamlReader(source, new Diagnostics());
    FileItems reader = new FileItems(yaml);
    List<FileItem> items = new ArrayList<>();
    for (Node document : yaml.documents().orElse(List.of())) {
      if (document instanceof SequenceNode sequence) {
        for (Node node : sequence.getValue()) {
          FileItem item = node instanceof MappingNode mapping ? reader.item(mapping) : null;
          if (item != null) {
            items.add(item);
          }
        }
      }
    }
    return items;
  }

  private @Nullable FileItem item(MappingNode mapping) {
    Map<String, FileItem.Key> keys = new LinkedHashMap<>();
    YamlMapping.read(mapping, yaml, (place, problem) -> {})
        .forEach(
            (key, value) -> {
              List<SourceText> texts = new ArrayList<>();
              collect(value, texts);
              keys.put(key.value(), new FileItem.Key(key, texts));
            });
    for (String kind : KINDS) {
      FileItem.Key name = keys.get(kind);
      if (name != null && !name.texts().isEmpty()) {
        return new FileItem(kind, name.texts().getFirst(), keys);
      }
    }
    return null;
  }

  /** An alias repeats what it stands for: the reader ends that when it becomes too much. */
  private void collect(Node node, List<SourceText> texts) {
    if (!yaml.spend(node)) {
      return;
    }
    switch (node) {
      case ScalarNode scalar -> texts.add(yaml.text(scalar));
      case SequenceNode sequence -> sequence.getValue().forEach(part -> collect(part, texts));
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          collect(tuple.getKeyNode(), texts);
          collect(tuple.getValueNode(), texts);
        }
      }
      default -> {
        // an anchor's node is one of these
      }
    }
  }
}
