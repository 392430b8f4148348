package dev.postern.rules.scenario;

import dev.postern.rules.record.BadEventException;
import dev.postern.rules.record.EventBuilding;
import dev.postern.rules.record.RecordedEvent;
import dev.postern.rules.source.YamlKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes events of YAML mappings: a field's defaults, then what the event gives itself. */
final class EventNodes {

  private final Map<String, YamlKeys.Entry> defaults;
  private final Problems problems;

  EventNodes(@Nullable YamlKeys defaults, Problems problems) {
    this.defaults = defaults == null ? Map.of() : defaults.entries();
    this.problems = problems;
  }

  RecordedEvent event(YamlKeys given) {
    Map<String, YamlKeys.Entry> fields = new LinkedHashMap<>(defaults);
    fields.putAll(given.entries());
    EventBuilding event = new EventBuilding();
    fields.forEach(
        (field, entry) -> {
          // A default that is taken away may follow from the other fields again.
          if (!(isNull(entry.value()) && defaults.containsKey(field))) {
            put(event, field, entry);
          }
        });
    return event.build();
  }

  private void put(EventBuilding event, String field, YamlKeys.Entry entry) {
    try {
      event.put(field, value(entry.value()));
    } catch (BadEventException e) {
      problems.add(entry.place(), e.message());
    }
  }

  /** As it is written: which type a value has is the field's to say, not YAML's. */
  private static @Nullable Object value(Node node) throws BadEventException {
    if (isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw new BadEventException("a mapping is no value of a field");
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      values.add(value(item));
    }
    return values;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }
}
