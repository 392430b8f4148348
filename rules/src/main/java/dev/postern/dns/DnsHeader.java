package dev.postern.dns;

/**
 * The first four bytes of a message (RFC 1035 section 4.1.1).
 *
 * @param id 0 to 65535
 * @param flags 16 bits, as they stand there. The one that must be zero is not looked at: receivers
 *     ignore it (RFC 6895 section 2.1)
 */
public record DnsHeader(int id, int flags) {

  /** How many bytes it takes together with the four counts behind it. */
  public static final int LENGTH = 12;

  /** The opcode of what everybody calls a query. */
  public static final int QUERY = 0;

  static final int QR = 0x8000;
  static final int TC = 0x0200;
  static final int RD = 0x0100;
  static final int RA = 0x0080;
  static final int AD = 0x0020;
  static final int CD = 0x0010;
  static final int OPCODE_MASK = 0x7800;
  static final int CODE_MASK = 0xf;

  private static final int AA = 0x0400;
  private static final int OPCODE_SHIFT = 11;

  /** QR: whether it is a response, and no query. */
  public boolean response() {
    return is(QR);
  }

  /** 0 to 15. */
  public int opcode() {
    return (flags & OPCODE_MASK) >> OPCODE_SHIFT;
  }

  public boolean authoritative() {
    return is(AA);
  }

  public boolean truncated() {
    return is(TC);
  }

  public boolean recursionDesired() {
    return is(RD);
  }

  public boolean recursionAvailable() {
    return is(RA);
  }

  /** AD (RFC 4035 section 3). */
  public boolean authenticData() {
    return is(AD);
  }

  /** CD (RFC 4035 section 3). */
  public boolean checkingDisabled() {
    return is(CD);
  }

  /** The lower four bits of the response code; {@link DnsMessage#code()} has all of it. */
  public int code() {
    return flags & CODE_MASK;
  }

  private boolean is(int flag) {
    return (flags & flag) != 0;
  }
}
