package dev.postern.rules.source;

import org.jspecify.annotations.Nullable;

/** A value from a rule file (a condition, an output, a list item) that remembers where it stood. */
public final class SourceText {

  private final String value;
  private final Place start;
  private final @Nullable ScalarAlignment alignment;

  private SourceText(String value, Place start, @Nullable ScalarAlignment alignment) {
    this.value = value;
    this.start = start;
    this.alignment = alignment;
  }

  /** A value whose every character is at the same place, such as one from the settings. */
  public static SourceText at(Place place, String value) {
    return new SourceText(value, place, null);
  }

  /**
   * A YAML scalar.
   *
   * @param start where the scalar begins, quote or block indicator included
   * @param raw the file's text from there to the scalar's end
   * @param style how it is written
   */
  public static SourceText scalar(String value, Place start, String raw, ScalarStyle style) {
    return new SourceText(value, start, new ScalarAlignment(value, raw, style));
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
    if (alignment == null) {
      return start;
    }
    int end = alignment.rawIndex(offset);
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
}
