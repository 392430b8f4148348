package dev.postern.dns;

/** What a response says about its query (RFC 1035 section 4.1.1, RFC 6891 section 6.1.3). */
public final class ResponseCode {

  public static final int NOERROR = 0;
  public static final int FORMERR = 1;
  public static final int SERVFAIL = 2;
  public static final int NXDOMAIN = 3;
  public static final int NOTIMP = 4;
  public static final int REFUSED = 5;

  /** Only with EDNS, in whose record its upper bits are. */
  public static final int BADVERS = 16;

  private ResponseCode() {}

  /** The name, or {@code RCODE1234}. */
  public static String name(int code) {
    return switch (code) {
      case NOERROR -> "NOERROR";
      case FORMERR -> "FORMERR";
      case SERVFAIL -> "SERVFAIL";
      case NXDOMAIN -> "NXDOMAIN";
      case NOTIMP -> "NOTIMP";
      case REFUSED -> "REFUSED";
      case BADVERS -> "BADVERS";
      default -> "RCODE" + code;
    };
  }
}
