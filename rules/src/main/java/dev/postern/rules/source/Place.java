package dev.postern.rules.source;

/**
 * A place a reader can go to.
 *
 * @param file the name the file was given by
 * @param line 1-based; 0 when the file itself is the place
 * @param column 1-based, in characters (code points); 0 when the file itself is the place
 */
public record Place(String file, int line, int column) {

  /** The file as a whole. */
  public static Place file(String file) {
    return new Place(file, 0, 0);
  }

  /** {@code file:line:column}, or just the file. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
