package dev.postern.bypass;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where one attempt goes. Everything in it but the allowed addresses is this attempt's own, so that
 * a packet that is late is never blamed on the next one.
 *
 * @param number of the attempt, from 1
 * @param kind of forbidden destination
 * @param token what the attempt sends
 */
record Target(int number, Kind kind, String token) {

  static final String ALLOWED_V4 = "198.51.100.10";
  static final String ALLOWED_V6 = "2001:db8:1::10";
  static final int ALLOWED_PORT = 443;

  /** Of what may be private. */
  static final int INSIDE_PORT = 444;

  /** Ranges that the outside answers for. */
  static final List<String> FORBIDDEN_V4_PREFIXES = List.of("203.0.113.", "192.0.2.");

  static final String FORBIDDEN_V6_PREFIX = "2001:db8:2::";

  /** Other ports of the allowed address begin here. */
  static final int ELSEWHERE_PORTS = 10_000;

  private static final int HOSTS = 254;
  private static final int MOST = HOSTS * FORBIDDEN_V4_PREFIXES.size();

  /** What is forbidden. */
  enum Kind {
    /** Another address. */
    ADDRESS,
    /** Another port of the allowed address. */
    PORT,
    /** The allowed destination itself, from elsewhere. */
    PROCESS
  }

  static Target of(Row row, int number, String token) {
    Kind kind = row.stage().elsewhere() ? Kind.PORT : Kind.ADDRESS;
    return new Target(number, row.isOfProcess() ? Kind.PROCESS : kind, token);
  }

  Target {
    if (number > MOST) {
      throw new IllegalArgumentException("more attempts than addresses: " + number);
    }
  }

  String forbiddenV4() {
    return FORBIDDEN_V4_PREFIXES.get((number - 1) / HOSTS) + ((number - 1) % HOSTS + 1);
  }

  String forbiddenV6() {
    return FORBIDDEN_V6_PREFIX + Integer.toHexString(number);
  }

  /** A group of the organisation's own scope (RFC 2365). */
  String groupV4() {
    return "239.203." + number / 256 + "." + number % 256;
  }

  /** A group of the organisation's own scope (RFC 4291, 2.7). */
  String groupV6() {
    return "ff08::db8:" + Integer.toHexString(number);
  }

  String forbidden(Family family) {
    if (kind != Kind.ADDRESS) {
      return allowed(family);
    }
    return switch (family) {
      case V4 -> forbiddenV4();
      case V6 -> forbiddenV6();
      case MAPPED -> "::ffff:" + forbiddenV4();
    };
  }

  int forbiddenPort() {
    return kind == Kind.PORT ? ELSEWHERE_PORTS + number : ALLOWED_PORT;
  }

  static String allowed(Family family) {
    return switch (family) {
      case V4 -> ALLOWED_V4;
      case V6 -> ALLOWED_V6;
      case MAPPED -> "::ffff:" + ALLOWED_V4;
    };
  }

  /** Addresses that no packet may name, wherever in it. */
  List<InetAddress> watched() {
    return List.of(
        address(forbiddenV4()), address(forbiddenV6()), address(groupV4()), address(groupV6()));
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }
}
