package dev.postern.rules.scenario;

import dev.postern.rules.source.Place;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The one YAML document of a file, as nodes, with limits on what a hostile file may cost. */
final class YamlDocument {

  /** Scenarios need six; the composer recurses, so the stack is the limit without one. */
  private static final int NESTING_LIMIT = 20;

  private YamlDocument() {}

  /** The document; empty, and reported, when there is none. */
  static Optional<Node> read(String file, String text, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      int depth = 0;
      for (Event event : new Parse(settings).parseString(text)) {
        depth +=
            switch (event.getEventId()) {
              case MappingStart, SequenceStart -> 1;
              case MappingEnd, SequenceEnd -> -1;
              default -> 0;
            };
        if (depth > NESTING_LIMIT) {
          problems.add(place(file, event.getStartMark()), "nested too deep for a scenario");
          return Optional.empty();
        }
      }
      Optional<Node> document = new Compose(settings).composeString(text);
      if (document.isEmpty()) {
        problems.add(Place.file(file), "empty: a file of scenarios has 'rules' and 'scenarios'");
      }
      return document;
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      problems.add(place(file, mark), String.valueOf(e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(Place.file(file), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  static Place place(String file, Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
        .orElse(Place.file(file));
  }
}
