package dev.postern.policy;

/**
 * An allow entry that fails an ask in one respect only.
 *
 * @param words what, one line
 */
public record NearMiss(EntryName entry, Respect respect, String words) {

  /** What an entry can fail in. */
  public enum Respect {
    PORT,
    PROTOCOL,
    EXECUTABLE,
    MODIFIED,
    CONTAINER,
    EXPIRED,
    EXCEPT
  }

  @Override
  public String toString() {
    return entry + ": " + words;
  }
}
