package dev.postern.resolve;

import dev.postern.dns.DnsFormatException;
import dev.postern.dns.DnsHeader;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsWriter;
import dev.postern.dns.Edns;
import dev.postern.dns.Question;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** A query as one resolver gets it, and what passes for its answer. */
final class UpstreamQuery {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int IDS = 1 << 16;

  private final int id;
  private final Question question;
  private final byte[] bytes;
  private final ForwarderCounters counters;

  /**
   * @param client whose question and wishes are passed on, under an id of its own
   */
  UpstreamQuery(DnsMessage client, ForwarderCounters counters) {
    this.id = RANDOM.nextInt(IDS);
    this.question = client.question();
    // Also to a client that takes longer datagrams: they would come in fragments, which a stranger
    // can replace (RFC 9715).
    this.bytes = DnsWriter.query(id, client, Edns.COMMON_SIZE);
    this.counters = counters;
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Looks at something that came from where the query went.
   *
   * @return null for what answers something else; it is counted, and the answer may still come
   * @throws UpstreamFailure when it answers this, but cannot be read
   */
  @Nullable UpstreamAnswer answer(byte[] received) throws UpstreamFailure {
    if (received.length < 2 || ((received[0] & 0xff) << 8 | (received[1] & 0xff)) != id) {
      counters.foreignAnswer();
      return null;
    }
    try {
      DnsMessage message = DnsMessage.read(received);
      boolean answers =
          message.header().response()
              && message.header().opcode() == DnsHeader.QUERY
              && message.question().isSpelledLike(question);
      if (!answers) {
        counters.foreignAnswer();
        return null;
      }
      return new UpstreamAnswer(received, message);
    } catch (DnsFormatException e) {
      counters.malformedAnswer();
      throw new UpstreamFailure(
          UpstreamFailure.Kind.MALFORMED, "sent no DNS message: " + e.getMessage());
    }
  }
}
