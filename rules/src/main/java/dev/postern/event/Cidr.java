package dev.postern.event;

import org.jspecify.annotations.Nullable;

/**
 * A block of addresses of one family (RFC 4632).
 *
 * @param network the first address; bits after the prefix are zero
 * @param prefix the prefix length within the family: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(IpAddress network, int prefix) {

  /**
   * Reads {@code address/prefix}; host bits are cleared, as Falco and most network tools do.
   *
   * @return the block, or null when {@code text} is not one
   */
  public static @Nullable Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || slash + 1 == text.length() || text.length() - slash > 4) {
      return null;
    }
    IpAddress address = IpAddress.parse(text.substring(0, slash));
    if (address == null) {
      return null;
    }
    int prefix = 0;
    for (int i = slash + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      prefix = prefix * 10 + (c - '0');
    }
    if (prefix > address.bits()) {
      return null;
    }
    int bits = prefix + 128 - address.bits();
    return new Cidr(
        new IpAddress(address.high() & highMask(bits), address.low() & lowMask(bits)), prefix);
  }

  /** The bits in which all addresses of the block are alike; those before an IPv4 one too. */
  public IpAddress mask() {
    int bits = prefix + 128 - network.bits();
    return new IpAddress(highMask(bits), lowMask(bits));
  }

  /** True only for an address of the same family inside the block. */
  public boolean contains(IpAddress address) {
    IpAddress mask = mask();
    return address.isV4() == network.isV4()
        && (address.high() & mask.high()) == network.high()
        && (address.low() & mask.low()) == network.low();
  }

  private static long highMask(int bits) {
    return bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
  }

  private static long lowMask(int bits) {
    return bits >= 128 ? -1L : bits <= 64 ? 0 : -1L << (128 - bits);
  }

  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
