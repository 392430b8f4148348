package dev.postern.rules.source;

/**
 * A character of a piece of text, resolved to a place only when someone asks.
 *
 * @param text the piece
 * @param offset index into its value, in UTF-16 units; the value's length means its end
 */
public record Position(SourceText text, int offset) {

  /** Where that is in the file. */
  public Place place() {
    return text.placeAt(offset);
  }
}
