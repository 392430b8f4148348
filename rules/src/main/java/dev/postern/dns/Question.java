package dev.postern.dns;

/**
 * What is asked.
 *
 * @param name as it was spelled
 * @param type see {@link RecordType}
 * @param space the class, 0 to 65535
 */
public record Question(DnsName name, int type, int space) {

  /** The class of everything on the Internet. */
  public static final int IN = 1;

  /** Whether the other asks for the same and spells it the same. */
  public boolean isSpelledLike(Question other) {
    return type == other.type && space == other.space && name.isSpelledLike(other.name);
  }

  /** {@code api.example A}. */
  @Override
  public String toString() {
    return name + " " + RecordType.name(type);
  }
}
