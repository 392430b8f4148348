package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import org.jspecify.annotations.Nullable;

/**
 * Reads a block of addresses, in the one form that everybody reads alike: an address alone, or the
 * network's first address and a prefix length.
 */
final class CidrReader {

  /** Longer than any form of an address with a prefix. */
  private static final int LONGEST = 64;

  private final String text;
  private final Place place;
  private final ProblemSink problems;

  private CidrReader(String text, Place place, ProblemSink problems) {
    this.text = text;
    this.place = place;
    this.problems = problems;
  }

  /** Null, and reported with the form to write, when it is none. */
  static @Nullable Cidr read(String text, Place place, ProblemSink problems) {
    return new CidrReader(text, place, problems).read();
  }

  private @Nullable Cidr read() {
    if (text.length() > LONGEST) {
      return refused("is not a block of addresses", null);
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IpAddress first = IpAddress.parse(address);
    if (first == null) {
      return notAnAddress(address, slash < 0 ? "" : text.substring(slash));
    }
    if (first.isV4() && address.indexOf(':') >= 0) {
      return refused(
          "is an IPv4 address in IPv6's form, which is the same to Postern", mapped(first, slash));
    }
    if (slash < 0) {
      return new Cidr(first, first.bits());
    }
    String prefix = text.substring(slash + 1);
    Cidr block = prefix.matches("0|[1-9][0-9]{0,2}") ? Cidr.parse(text) : null;
    if (block == null) {
      return refused("has no prefix length from 0 to " + first.bits(), netmask(first, prefix));
    }
    if (!block.network().equals(first)) {
      return refused(
          "has bits set behind its prefix",
          "the network is %s, the address alone %s/%d".formatted(block, first, first.bits()));
    }
    return block;
  }

  private @Nullable Cidr notAnAddress(String address, String prefix) {
    String unwrapped =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    IpAddress inside = IpAddress.parse(unwrapped);
    if (inside != null) {
      return refused("is an address in brackets", "write '" + inside + prefix + "'");
    }
    IpAddress odd = OddAddress.parse(address);
    if (odd != null) {
      // Of a block in short form, what is missing is zero; of an address it is not.
      IpAddress padded = prefix.isEmpty() ? null : OddAddress.padded(address);
      return refused(
          "is an address in a form that is not read alike everywhere",
          "write '" + (padded == null ? odd : padded) + prefix + "'");
    }
    if (address.indexOf('%') >= 0) {
      return refused("names an interface, which policy does not know", null);
    }
    boolean name = NameReader.read(address, place, (_, _, _) -> {}) != null && prefix.isEmpty();
    return refused(
        "is not a block of addresses such as 10.0.0.0/8", name ? "names go under 'fqdn'" : null);
  }

  private @Nullable String mapped(IpAddress address, int slash) {
    String prefix = slash < 0 ? "128" : text.substring(slash + 1);
    if (!prefix.matches("9[6-9]|1[01][0-9]|12[0-8]")) {
      return null;
    }
    Cidr block = Cidr.parse(address + "/" + (Integer.parseInt(prefix) - 96));
    return block == null ? null : "write '" + block + "'";
  }

  /** 10.0.0.0/255.0.0.0, as some tools write it. */
  private static @Nullable String netmask(IpAddress network, String prefix) {
    IpAddress mask = IpAddress.parse(prefix);
    if (mask == null || !mask.isV4() || !network.isV4()) {
      return prefix.matches("0[0-9]{1,2}") ? "without the leading zero" : null;
    }
    int bits = (int) mask.low();
    int ones = Integer.bitCount(bits);
    boolean contiguous = ones == 0 || bits == -1 << (32 - ones);
    Cidr block = contiguous ? Cidr.parse(network + "/" + ones) : null;
    return block == null ? null : "write '" + block + "'";
  }

  private @Nullable Cidr refused(String why, @Nullable String suggestion) {
    problems.add(place, quoted(text) + " " + why, suggestion);
    return null;
  }
}
