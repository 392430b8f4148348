package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as 128 bits.
 *
 * <p>IPv4 is held in its IPv4-mapped form (RFC 4291 section 2.5.5.2), so that one comparison serves
 * both families; a mapped address that comes from outside <em>is</em> the IPv4 address, because
 * that is where its packets go.
 *
 * @param high the first 64 bits, network order
 * @param low the last 64 bits, network order
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

  private static final long MAPPED_PREFIX = 0xffff_0000_0000L;
  private static final long MAPPED_MASK = 0xffff_ffff_0000_0000L;

  /** 0.0.0.0, the "any" address of IPv4. */
  public static final IpAddress ANY_V4 = v4(0);

  /** The IPv4 address whose four bytes, first byte highest, are {@code bits}. */
  public static IpAddress v4(int bits) {
    return new IpAddress(0, MAPPED_PREFIX | (bits & 0xffff_ffffL));
  }

  /**
   * Reads the text form of an address: a dotted quad without leading zeros, or RFC 4291 IPv6
   * without a zone.
   *
   * @return the address, or null when {@code text} is anything else (host names, short or octal
   *     IPv4 forms, zones, brackets)
   */
  public static @Nullable IpAddress parse(String text) {
    return IpAddressText.parse(text);
  }

  public boolean isV4() {
    return high == 0 && (low & MAPPED_MASK) == MAPPED_PREFIX;
  }

  /** 0.0.0.0 or ::, what a socket bound to every local address shows. */
  public boolean isUnspecified() {
    return high == 0 && (low == 0 || low == MAPPED_PREFIX);
  }

  /** The number of bits of the family: 32 or 128. */
  public int bits() {
    return isV4() ? 32 : 128;
  }

  // By hand: a record's own equals and hashCode go through method handles, which C1 does not
  // inline, and every event's addresses are looked up.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  @Override
  public int compareTo(IpAddress other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /** Dotted quad, or RFC 5952 for IPv6. */
  @Override
  public String toString() {
    return IpAddressText.format(this);
  }
}
