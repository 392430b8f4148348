package dev.postern.bypass;

/** How a destination is written: what kind of socket is meant, too. */
enum Family {
  V4,
  V6,
  /** An IPv4 address for a socket of IPv6 (RFC 4291, 2.5.5.2). */
  MAPPED;

  /** A name that tells rows of one route apart. */
  String suffix() {
    return switch (this) {
      case V4 -> "";
      case V6 -> " v6";
      case MAPPED -> " v4-mapped";
    };
  }
}
