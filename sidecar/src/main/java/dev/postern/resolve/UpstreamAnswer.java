package dev.postern.resolve;

import dev.postern.dns.DnsMessage;

/** A resolver's answer to what it was asked. */
final class UpstreamAnswer {

  private final byte[] bytes;
  private final DnsMessage message;

  /**
   * @param bytes as they came; not copied
   * @param message what they say
   */
  UpstreamAnswer(byte[] bytes, DnsMessage message) {
    this.bytes = bytes;
    this.message = message;
  }

  byte[] bytes() {
    return bytes;
  }

  DnsMessage message() {
    return message;
  }
}
