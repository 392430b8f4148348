package dev.postern.bypass;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The first bytes of a frame that the sniffer saw. */
final class Packet {

  static final int EXPERIMENTAL = 0x88b5;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP = 1;
  static final int ICMPV6 = 58;

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int ETHERNET_BYTES = 14;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int HOP_BY_HOP = 0;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  private final boolean leaving;
  private final byte[] frame;

  private Packet(boolean leaving, byte[] frame) {
    this.leaving = leaving;
    this.frame = frame;
  }

  /** From the sniffer's line: a direction and hexadecimal digits. */
  static Packet parse(String line) {
    int space = line.indexOf(' ');
    return new Packet(line.startsWith("out"), HexFormat.of().parseHex(line.substring(space + 1)));
  }

  /** Whether it went from the outside to the inside. */
  boolean leaving() {
    return leaving;
  }

  int etherType() {
    return number(12, 2);
  }

  boolean isV4() {
    return etherType() == IPV4;
  }

  boolean isV6() {
    return etherType() == IPV6;
  }

  boolean isIp() {
    return isV4() || isV6();
  }

  /** Its destination's address; only of IP. */
  InetAddress destination() {
    int at = isV4() ? ETHERNET_BYTES + 16 : ETHERNET_BYTES + 24;
    return address(at);
  }

  private InetAddress address(int at) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(frame, at, at + (isV4() ? 4 : 16)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The transport's number; of IPv6 the next header, after hop-by-hop options. */
  int protocol() {
    if (isV4()) {
      return number(ETHERNET_BYTES + 9, 1);
    }
    int next = number(ETHERNET_BYTES + 6, 1);
    return next == HOP_BY_HOP ? number(ETHERNET_BYTES + IPV6_BYTES, 1) : next;
  }

  /** Where the transport's header begins. */
  private int transport() {
    if (isV4()) {
      return ETHERNET_BYTES + 4 * (number(ETHERNET_BYTES, 1) & 15);
    }
    int at = ETHERNET_BYTES + IPV6_BYTES;
    return number(ETHERNET_BYTES + 6, 1) == HOP_BY_HOP ? at + 8 * (1 + number(at + 1, 1)) : at;
  }

  /** The destination's port; only of TCP and UDP. */
  int port() {
    return number(transport() + 2, 2);
  }

  /** The type of an ICMP or ICMPv6 message. */
  int icmpType() {
    return number(transport(), 1);
  }

  /** Whether it tells a sender that a packet was too big (RFC 1191, RFC 8201). */
  boolean saysTooBig() {
    return isV4()
        ? protocol() == ICMP && icmpType() == 3 && number(transport() + 1, 1) == 4
        : isV6() && protocol() == ICMPV6 && icmpType() == 2;
  }

  /** Whether it opens a TCP connection. */
  boolean opens() {
    return protocol() == TCP && (flags() & (SYN | ACK)) == SYN;
  }

  /** Whether it is a TCP reset that carries nothing. */
  boolean isBareReset() {
    int header = transport() + 4 * (number(transport() + 12, 1) >> 4);
    int end = isV4() ? ETHERNET_BYTES + number(ETHERNET_BYTES + 2, 2) : ipv6End();
    return protocol() == TCP && (flags() & RST) != 0 && end <= header;
  }

  private int ipv6End() {
    return ETHERNET_BYTES + IPV6_BYTES + number(ETHERNET_BYTES + 4, 2);
  }

  private int flags() {
    return number(transport() + 13, 1);
  }

  /** Big-endian; zero where the frame was cut off. */
  private int number(int at, int bytes) {
    int value = 0;
    for (int i = at; i < at + bytes; i++) {
      value = value << 8 | (i < frame.length ? frame[i] & 0xff : 0);
    }
    return value;
  }

  /**
   * Whether an address is its destination or is named in options, in a routing header or in what is
   * neither TCP nor UDP; what those carry could name it by chance.
   */
  boolean names(InetAddress address) {
    if (!isIp() || destination().equals(address)) {
      return isIp();
    }
    int fixed = ETHERNET_BYTES + (isV4() ? IPV4_BYTES : IPV6_BYTES);
    boolean plain = protocol() == TCP || protocol() == UDP;
    return contains(address.getAddress(), fixed, plain ? transport() : frame.length);
  }

  /** Whether a text is in it, behind the Ethernet header. */
  boolean contains(String text) {
    return contains(text.getBytes(StandardCharsets.US_ASCII), ETHERNET_BYTES, frame.length);
  }

  private boolean contains(byte[] wanted, int from, int to) {
    for (int at = from; at + wanted.length <= Math.min(to, frame.length); at++) {
      if (Arrays.equals(frame, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /** In a few words. */
  @Override
  public String toString() {
    if (!isIp()) {
      return "ethertype 0x%04x".formatted(etherType());
    }
    String where = destination().getHostAddress();
    return switch (protocol()) {
      case TCP -> "TCP %s %d%s".formatted(where, port(), opens() ? " SYN" : "");
      case UDP -> "UDP %s %d".formatted(where, port());
      case ICMP, ICMPV6 -> "ICMP type %d %s".formatted(icmpType(), where);
      default -> "protocol %d %s".formatted(protocol(), where);
    };
  }
}
