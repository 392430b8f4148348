package dev.postern.dns;

/**
 * Why there is no answer, for people (EDE, RFC 8914).
 *
 * @param code see section 4 there
 * @param text may be empty; from others it may hold any character
 */
public record ExtendedError(int code, String text) {

  /** The server's policy does not allow the name. */
  public static final int BLOCKED = 15;

  /** The server's policy does not allow the answer. */
  public static final int FILTERED = 17;

  /** No authority could be reached. Also said by forwarders of their resolvers. */
  public static final int NO_REACHABLE_AUTHORITY = 22;

  public static final int NETWORK_ERROR = 23;
}
