package dev.postern.rules.list;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.function.Predicate;

/**
 * Texts in a hash table with open addressing: a slot is a text's hash and where it stands. The hash
 * begins with a secret, so that whoever writes a feed cannot make entries collide; texts of one
 * hash are compared in full. A lookup allocates nothing.
 */
public final class TextTable implements CompiledList, Predicate<String> {

  /** The hash, and the reference: see {@link #reference}. */
  static final int WIDTH = 2;

  private static final long MULTIPLIER = 0x9e37_79b9_7f4a_7c15L; // 2^64 over the golden ratio

  /** Turned over in the hash of a name that was behind {@code *.}. */
  private static final long BELOW_HASH = 0x5555_5555L;

  private static final int OFFSET_SHIFT = 16;
  private static final int LENGTH_SHIFT = 2;
  private static final long LENGTH_MASK = 0x3fff;
  private static final long BELOW = 2;
  private static final long WIDE = 1;

  private final LongBuffer slots;
  private final ByteBuffer texts;
  private final long secret;
  private final int mask;

  TextTable(LongBuffer slots, ByteBuffer texts, long secret) {
    this.slots = slots;
    this.texts = texts;
    this.secret = secret;
    this.mask = slots.limit() / WIDTH - 1;
  }

  @Override
  public boolean test(String text) {
    return isHeld(hash(secret, text, false), text, 0, text.length(), false);
  }

  /** Whether a domain name is an entry, or below one that is written {@code *.name}. */
  boolean testDomain(String name) {
    int end = name.length();
    long hash = secret;
    // From the end, so that one pass gives the hash of whatever follows a dot.
    for (int i = end - 1; i >= 0; i--) {
      char c = name.charAt(i);
      if (c == '.' && isHeld(hash ^ BELOW_HASH, name, i + 1, end, true)) {
        return true;
      }
      hash = next(hash, c);
    }
    return isHeld(hash, name, 0, end, false);
  }

  private boolean isHeld(long hash, String text, int from, int to, boolean below) {
    for (int slot = (int) hash & mask; ; slot = slot + 1 & mask) {
      long reference = slots.get(slot * WIDTH + 1);
      if (reference == 0) {
        return false;
      }
      if (slots.get(slot * WIDTH) == hash && isAt(reference, text, from, to, below)) {
        return true;
      }
    }
  }

  private boolean isAt(long reference, String text, int from, int to, boolean below) {
    int length = to - from;
    if ((reference >>> LENGTH_SHIFT & LENGTH_MASK) != length
        || (reference & BELOW) != (below ? BELOW : 0)) {
      return false;
    }
    int offset = (int) (reference >>> OFFSET_SHIFT);
    boolean wide = (reference & WIDE) != 0;
    for (int i = 0; i < length; i++) {
      char c = wide ? texts.getChar(offset + 2 * i) : (char) (texts.get(offset + i) & 0xff);
      if (c != text.charAt(from + i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The hash of a text, from its end.
   *
   * @param below whether it is the name behind {@code *.}
   */
  static long hash(long secret, String text, boolean below) {
    long hash = secret;
    for (int i = text.length() - 1; i >= 0; i--) {
      hash = next(hash, text.charAt(i));
    }
    return below ? hash ^ BELOW_HASH : hash;
  }

  private static long next(long hash, char c) {
    long mixed = (hash + c) * MULTIPLIER;
    return mixed ^ mixed >>> 32;
  }

  /**
   * Where a text stands, never 0.
   *
   * @param offset in bytes
   * @param length in characters, of one byte each or, if wide, of two
   */
  static long reference(int offset, int length, boolean below, boolean wide) {
    return (long) offset << OFFSET_SHIFT
        | (long) length << LENGTH_SHIFT
        | (below ? BELOW : 0)
        | (wide ? WIDE : 0);
  }

  static int offset(long reference) {
    return (int) (reference >>> OFFSET_SHIFT);
  }

  /** Whether both are of one length and width, and both or neither from behind {@code *.}. */
  static boolean alike(long one, long other) {
    long mask = (1L << OFFSET_SHIFT) - 1;
    return (one & mask) == (other & mask);
  }
}
