package dev.postern.rules.compile.generated;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Texts to look one up among, by a hash that was worked out once for several sets. */
public final class TextSet {

  private final int mask;
  private final int[] hashes;
  private final @Nullable String[] texts;

  TextSet(Collection<String> members) {
    int slots = Integer.highestOneBit(Math.max(4, members.size() * 4));
    mask = slots - 1;
    hashes = new int[slots];
    texts = new String[slots];
    for (String member : members) {
      int at = at(member.hashCode());
      while (texts[at] != null) {
        at = (at + 1) & mask;
      }
      hashes[at] = member.hashCode();
      texts[at] = member;
    }
  }

  /** The upper bits count too, as in a HashMap. */
  private int at(int hash) {
    return (hash ^ (hash >>> 16)) & mask;
  }

  /**
   * Whether a text is one of them; an absent one never is.
   *
   * @param hash its hash code, or anything for an absent one
   */
  public boolean contains(@Nullable String text, int hash) {
    int at = at(hash);
    for (String member = texts[at]; member != null; member = texts[at]) {
      if (hashes[at] == hash && member.equals(text)) {
        return true;
      }
      at = (at + 1) & mask;
    }
    return false;
  }
}
