package dev.postern.dns;

import java.util.List;

/**
 * The OPT record of a message (RFC 6891 section 6.1).
 *
 * @param udpSize the longest datagram that its sender takes, in bytes; not below 512 (section
 *     6.2.3)
 * @param upperCode the upper eight bits of the response code
 * @param version 0 is the only one there is
 * @param dnssecOk DO: whether signatures are wanted (RFC 3225)
 * @param errors its extended errors; other options are checked for their lengths only
 */
public record Edns(
    int udpSize, int upperCode, int version, boolean dnssecOk, List<ExtendedError> errors) {

  /** What everybody can send without fragments (RFC 9715 section 3.2). */
  public static final int COMMON_SIZE = 1232;

  /** The longest datagram without EDNS (RFC 1035 section 4.2.1). */
  public static final int LEAST_SIZE = 512;

  static final int DNSSEC_OK = 0x8000;
  static final int ERROR_OPTION = 15;

  public Edns {
    udpSize = Math.max(LEAST_SIZE, udpSize);
    errors = List.copyOf(errors);
  }
}
