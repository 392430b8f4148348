package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.ScalarStyle;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML text to nodes, with limits on what a hostile file may cost. */
final class YamlReader {

  /** Rule files need five; the composer recurses, so the stack is the limit without one. */
  private static final int NESTING_LIMIT = 50;

  /** Of sequences and mappings; what they cost is bounded by what may be read. */
  private static final int ALIAS_LIMIT = 10_000;

  private static final int REPETITION_LIMIT = 1_000_000;
  private static final int CODE_POINT_LIMIT = 8 * 1024 * 1024;

  private final RuleSource source;
  private final String text;
  private final int @Nullable [] offsets;
  private final Diagnostics diagnostics;

  /**
   * Nodes and characters that may still be read. A file without aliases can't use it up: each of
   * its nodes takes a character at least.
   */
  private long left;

  YamlReader(RuleSource source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    // A byte order mark is allowed at the start of a file and is no part of it.
    text = source.text().startsWith("\ufeff") ? source.text().substring(1) : source.text();
    offsets = offsets(text);
    left = 2L * text.length() + REPETITION_LIMIT;
  }

  /**
   * Pays for reading a node: with aliases, a small file can ask for any number of reads.
   *
   * @return false, and reported, when the file has used up what it may
   */
  boolean spend(Node node) {
    boolean was = left > 0;
    left -= node instanceof ScalarNode scalar ? 1 + scalar.getValue().length() : 1;
    if (was && left <= 0) {
      diagnostics.error(
          LoadCode.LOAD_ERR_YAML_VALIDATE,
          place(node),
          "aliases repeat more than " + REPETITION_LIMIT + " characters of this file");
    }
    return left > 0;
  }

  /** The file's text between two marks. */
  private String between(Mark start, Mark end) {
    return text.substring(offset(start), offset(end));
  }

  /** Marks count code points. */
  private int offset(Mark mark) {
    return offsets == null ? mark.getIndex() : offsets[mark.getIndex()];
  }

  /** Where each code point begins; null when each is one character. */
  private static int @Nullable [] offsets(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return null;
    }
    int[] offsets = new int[count + 1];
    for (int i = 0; i < count; i++) {
      offsets[i + 1] = text.offsetByCodePoints(offsets[i], 1);
    }
    return offsets;
  }

  /** The documents of the file; those before a syntax error are left out too. */
  Optional<List<Node>> documents() {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(CODE_POINT_LIMIT)
            .setMaxAliasesForCollections(ALIAS_LIMIT)
            .setUseMarks(true)
            .setSchema(new CoreSchema())
            .build();
    try {
      if (tooDeep(settings)) {
        return Optional.empty();
      }
      List<Node> documents = new ArrayList<>();
      new Compose(settings).composeAllFromString(text).forEach(documents::add);
      return Optional.of(documents);
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark()
              .or(e::getContextMark)
              .map(this::place)
              .orElse(Place.file(source.name()));
      diagnostics.error(LoadCode.LOAD_ERR_YAML_PARSE, place, message(e));
    } catch (YamlEngineException e) {
      diagnostics.error(
          LoadCode.LOAD_ERR_YAML_PARSE, Place.file(source.name()), String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private boolean tooDeep(LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      depth +=
          switch (event.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      if (depth > NESTING_LIMIT) {
        diagnostics.error(
            LoadCode.LOAD_ERR_YAML_PARSE,
            event.getStartMark().map(this::place).orElse(Place.file(source.name())),
            "nested more than " + NESTING_LIMIT + " deep");
        return true;
      }
    }
    return false;
  }

  /** Where a node begins. */
  Place place(Node node) {
    return node.getStartMark().map(this::place).orElse(Place.file(source.name()));
  }

  /** A scalar's value and where it stands. */
  SourceText text(ScalarNode node) {
    Mark start = node.getStartMark().orElseThrow();
    Mark end = node.getEndMark().orElseThrow();
    return SourceText.scalar(node.getValue(), place(start), between(start, end), style(node));
  }

  private static ScalarStyle style(ScalarNode node) {
    return switch (node.getScalarStyle()) {
      case SINGLE_QUOTED -> ScalarStyle.SINGLE_QUOTED;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> ScalarStyle.DOUBLE_QUOTED;
      case LITERAL, FOLDED -> ScalarStyle.BLOCK;
      case PLAIN -> ScalarStyle.PLAIN;
    };
  }

  private Place place(Mark mark) {
    return new Place(source.name(), mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String message(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    return e.getContext() == null ? problem : e.getContext() + ": " + problem;
  }
}
