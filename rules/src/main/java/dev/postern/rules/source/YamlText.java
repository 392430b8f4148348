package dev.postern.rules.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text to nodes, with limits on what a hostile file may cost. */
public final class YamlText {

  /** The composer recurses, so the stack is the limit without one. */
  public static final int NESTING_LIMIT = 50;

  private static final int CODE_POINT_LIMIT = 8 * 1024 * 1024;

  private static final int SMALLEST_BUFFER = 1024;

  /** Text that is no YAML, or too much of it. */
  public static final class BadYamlException extends Exception {

    @SuppressWarnings("serial") // never written anywhere
    private final Place place;

    private BadYamlException(Place place, String message) {
      super(message);
      this.place = place;
    }

    public Place place() {
      return place;
    }

    /** What is wrong. */
    public String message() {
      return String.valueOf(getMessage());
    }
  }

  private YamlText() {}

  /**
   * The documents of a file.
   *
   * @param file its name
   * @param aliases how many sequences and mappings may be there again by an alias; what it costs to
   *     read them is the reader's to bound
   * @throws BadYamlException with the first thing that is wrong
   */
  public static List<Node> documents(String file, String text, int aliases)
      throws BadYamlException {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setCodePointLimit(CODE_POINT_LIMIT)
            // A scalar longer than the buffer is copied once for each filling of it.
            .setBufferSize(Math.clamp(text.length(), SMALLEST_BUFFER, CODE_POINT_LIMIT))
            .setMaxAliasesForCollections(aliases)
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .build();
    try {
      refuseDeep(file, text, settings);
      List<Node> documents = new ArrayList<>();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      return documents;
    } catch (MarkedYamlEngineException e) {
      throw new BadYamlException(place(file, e.getProblemMark().or(e::getContextMark)), message(e));
    } catch (YamlEngineException e) {
      throw new BadYamlException(Place.file(file), String.valueOf(e.getMessage()));
    }
  }

  private static void refuseDeep(String file, String text, LoadSettings settings)
      throws BadYamlException {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth +=
          switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      if (depth > NESTING_LIMIT) {
        throw new BadYamlException(
            place(file, event.getStartMark()), "nested more than " + NESTING_LIMIT + " deep");
      }
    }
  }

  /** Where a mark stands; the file as a whole without one. */
  public static Place place(String file, Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
        .orElse(Place.file(file));
  }

  private static String message(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    return e.getContext() == null ? problem : e.getContext() + ": " + problem;
  }
}
