package dev.postern.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A domain name: labels of 1 to 63 bytes each, 255 bytes together as RFC 1035 section 3.1 counts
 * them. Kept as it was spelled; equal to any other spelling that differs in the case of ASCII
 * letters only (RFC 4343).
 */
public final class DnsName {

  static final int LONGEST = 255;
  static final int LONGEST_LABEL = 63;

  /** The name of no label. */
  public static final DnsName ROOT = new DnsName(new byte[1]);

  /** Labels, each behind its length, up to the empty one. */
  private final byte[] wire;

  private final int hash;
  private @Nullable String text;

  /**
   * @param wire a well-formed name without compression; not copied
   */
  DnsName(byte[] wire) {
    this.wire = wire;
    int sum = 1;
    for (byte b : wire) {
      sum = 31 * sum + lower(b);
    }
    this.hash = sum;
  }

  /**
   * Reads the text form (RFC 1035 section 5.1): labels between dots, a dot at the end or none,
   * {@code \DDD} for a byte and {@code \X} for a character that would mean something else.
   *
   * @return null when it is no name: an empty or too long label, too long in sum, not ASCII
   */
  public static @Nullable DnsName parse(String text) {
    return DnsNameText.parse(text);
  }

  /** What {@link #parse} reads, for names that are known to be well-formed. */
  public static DnsName of(String text) {
    DnsName name = parse(text);
    if (name == null) {
      throw new IllegalArgumentException("'" + text + "' is no domain name");
    }
    return name;
  }

  /**
   * The text that policy compares: lower case, no dot at the end, {@code .} for the root. A byte of
   * a label that is no printable ASCII is {@code \DDD}, and so are a dot, a space and a backslash;
   * a dot in this text always parts two labels.
   */
  public String text() {
    String known = text;
    if (known == null) {
      known = DnsNameText.format(wire);
      text = known;
    }
    return known;
  }

  /** Whether the other is spelled the same, too: what a resolver must give back (0x20). */
  public boolean isSpelledLike(DnsName other) {
    return Arrays.equals(wire, other.wire);
  }

  /** How many bytes it takes in a message, uncompressed: 1 to 255. */
  public int wireLength() {
    return wire.length;
  }

  void write(WireWriter writer) {
    writer.bytes(wire, 0, wire.length);
  }

  static int lower(int b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof DnsName that) || hash != that.hash || wire.length != that.wire.length) {
      return false;
    }
    // The lengths between the labels are below 64, where no letter is.
    for (int i = 0; i < wire.length; i++) {
      if (wire[i] != that.wire[i] && lower(wire[i]) != lower(that.wire[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** As {@link #text()}. */
  @Override
  public String toString() {
    return text();
  }
}
