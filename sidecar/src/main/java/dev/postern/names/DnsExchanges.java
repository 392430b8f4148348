package dev.postern.names;

import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.Question;
import dev.postern.event.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Which answers were asked for: from the socket that asked, by the resolver that was asked, to the
 * question that was put, under its number. Each question is answered once.
 */
final class DnsExchanges {

  /**
   * Case is not part of a name's identity: some resolvers do not give back a question's spelling.
   */
  private record Asked(long cookie, int id, Question question) {}

  private static final int OPEN_QUESTIONS = 1024;

  private final Recent<Asked, Endpoint> open = new Recent<>(OPEN_QUESTIONS);

  void asked(DnsData data, DnsMessage query) {
    Endpoint resolver = data.socket().remote();
    if (resolver != null) {
      open.put(key(data, query), resolver);
    }
  }

  /** Whether this is the answer to an open question, which is then open no longer. */
  boolean isAnswer(DnsData data, DnsMessage response) {
    Asked asked = key(data, response);
    @Nullable Endpoint resolver = open.get(asked);
    if (resolver == null || !resolver.equals(data.socket().remote())) {
      return false;
    }
    open.remove(asked);
    return true;
  }

  private static Asked key(DnsData data, DnsMessage message) {
    return new Asked(data.socket().cookie(), message.header().id(), message.question());
  }
}
