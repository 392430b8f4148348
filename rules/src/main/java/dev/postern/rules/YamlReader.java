package dev.postern.rules;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.ScalarStyle;
import dev.postern.rules.source.SourceText;
import dev.postern.rules.source.YamlText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A rule file's nodes, with a limit on how often aliases may have them read. */
final class YamlReader {

  /** Of sequences and mappings; what they cost is bounded by what may be read. */
  private static final int ALIAS_LIMIT = 10_000;

  private static final int REPETITION_LIMIT = 1_000_000;

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
    try {
      return Optional.of(YamlText.documents(source.name(), text, ALIAS_LIMIT));
    } catch (YamlText.BadYamlException e) {
      diagnostics.error(LoadCode.LOAD_ERR_YAML_PARSE, e.place(), e.message());
      return Optional.empty();
    }
  }

  /** Where a node begins. */
  Place place(Node node) {
    return YamlText.place(source.name(), node.getStartMark());
  }

  /** A scalar's value and where it stands. */
  SourceText text(ScalarNode node) {
    Mark start = node.getStartMark().orElseThrow();
    Mark end = node.getEndMark().orElseThrow();
    return SourceText.scalar(node.getValue(), place(node), between(start, end), style(node));
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
