package dev.postern.dns;

/** Types of resource records, and of questions: numbers, because there are more than names. */
public final class RecordType {

  public static final int A = 1;
  public static final int NS = 2;
  public static final int CNAME = 5;
  public static final int SOA = 6;
  public static final int NULL = 10;
  public static final int PTR = 12;
  public static final int MX = 15;
  public static final int TXT = 16;
  public static final int AAAA = 28;
  public static final int SRV = 33;
  public static final int NAPTR = 35;
  public static final int OPT = 41;
  public static final int SVCB = 64;
  public static final int HTTPS = 65;
  public static final int AXFR = 252;
  public static final int ANY = 255;

  private RecordType() {}

  /** The name, or {@code TYPE1234} (RFC 3597 section 5). */
  public static String name(int type) {
    return switch (type) {
      case A -> "A";
      case NS -> "NS";
      case CNAME -> "CNAME";
      case SOA -> "SOA";
      case NULL -> "NULL";
      case PTR -> "PTR";
      case MX -> "MX";
      case TXT -> "TXT";
      case AAAA -> "AAAA";
      case SRV -> "SRV";
      case NAPTR -> "NAPTR";
      case OPT -> "OPT";
      case SVCB -> "SVCB";
      case HTTPS -> "HTTPS";
      case AXFR -> "AXFR";
      case ANY -> "ANY";
      default -> "TYPE" + type;
    };
  }
}
