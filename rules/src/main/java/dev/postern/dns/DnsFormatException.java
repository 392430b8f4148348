package dev.postern.dns;

/**
 * Bytes that are no DNS message. The message is one line: what is wrong, at which byte. It has no
 * stack trace, because whoever sends garbage decides how many of these are made.
 */
public final class DnsFormatException extends Exception {

  DnsFormatException(String what, int at) {
    super(what + ", at byte " + at, null, false, false);
  }
}
