package dev.postern.rules.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value from a rule file (a condition, an output, a list item) that remembers where it stood. */
public final class SourceText {

  private final String value;
  private final Place start;
  private final @Nullable ScalarAlignment alignment;

  /** Where the value begins in what the alignment aligns. */
  private final int shift;

  /** What the value is joined from; none for a value from one place. */
  private final List<SourceText> pieces;

  /** Where each piece begins. */
  private final int[] starts;

  private SourceText(
      String value,
      Place start,
      @Nullable ScalarAlignment alignment,
      int shift,
      List<SourceText> pieces) {
    this.value = value;
    this.start = start;
    this.alignment = alignment;
    this.shift = shift;
    this.pieces = pieces;
    this.starts = starts(pieces);
  }

  private static int[] starts(List<SourceText> pieces) {
    int[] starts = new int[pieces.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + pieces.get(i - 1).value.length();
    }
    return starts;
  }

  /** A value whose every character is at the same place, such as one from the settings. */
  public static SourceText at(Place place, String value) {
    return new SourceText(value, place, null, 0, List.of());
  }

  /** Several values one after the other, each of whose characters stays where it stood. */
  public static SourceText joined(List<SourceText> pieces) {
    String value = pieces.stream().map(SourceText::value).collect(Collectors.joining());
    return new SourceText(value, pieces.getFirst().start, null, 0, List.copyOf(pieces));
  }

  /** Several values with blanks between them: what appending means in rule files. */
  public static SourceText appended(List<SourceText> texts) {
    if (texts.size() == 1) {
      return texts.getFirst();
    }
    List<SourceText> pieces = new ArrayList<>();
    for (SourceText text : texts) {
      if (!pieces.isEmpty()) {
        pieces.add(at(text.start, " "));
      }
      pieces.add(text);
    }
    return joined(pieces);
  }

  /** A part of this value, from the first offset up to the second. */
  public SourceText part(int from, int to) {
    return new SourceText(value.substring(from, to), start, alignment, shift + from, pieces);
  }

  /**
   * The same places under other characters.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public SourceText spelled(String other) {
    if (other.length() != value.length()) {
      throw new IllegalArgumentException("of another length: " + other);
    }
    return new SourceText(other, start, alignment, shift, pieces);
  }

  /**
   * A YAML scalar.
   *
   * @param start where the scalar begins, quote or block indicator included
   * @param raw the file's text from there to the scalar's end
   * @param style how it is written
   */
  public static SourceText scalar(String value, Place start, String raw, ScalarStyle style) {
    return new SourceText(value, start, new ScalarAlignment(value, raw, style), 0, List.of());
  }

  /** The value as YAML gives it. */
  public String value() {
    return value;
  }

  /** Where the value begins, quotes included. */
  public Place place() {
    return start;
  }

  /** A position in this value. */
  public Position position(int offset) {
    return new Position(this, offset);
  }

  Place placeAt(int offset) {
    if (!pieces.isEmpty()) {
      return placeInPieces(shift + offset);
    }
    if (alignment == null) {
      return start;
    }
    int end = alignment.rawIndex(shift + offset);
    int line = start.line();
    int column = start.column();
    String raw = alignment.raw();
    for (int i = 0; i < end; i += Character.charCount(raw.codePointAt(i))) {
      if (raw.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new Place(start.file(), line, column);
  }

  /** The end of a piece that another follows is that other's beginning. */
  private Place placeInPieces(int offset) {
    int found = Arrays.binarySearch(starts, offset);
    int index = found >= 0 ? found : -found - 2;
    // Of pieces that begin at the same offset, all but the last are empty.
    while (index + 1 < starts.length && starts[index + 1] == starts[index]) {
      index++;
    }
    return pieces.get(index).placeAt(offset - starts[index]);
  }
}
