package dev.postern.dns;

import dev.postern.event.IpAddress;
import java.util.List;

/**
 * What a response says about the name that was asked for, and about nothing else: the records of
 * its answer section whose owner is that name or one that it is an alias of. All others, and other
 * sections, are what somebody added.
 *
 * @param question what was asked
 * @param aliases the names that the asked one leads to, in this order; without itself
 * @param addresses of the last of them or of any before it, of the type that was asked for, each
 *     once; for SVCB and HTTPS the hints of the service
 * @param ttl seconds that all of it is good for: the smallest of the records it is taken from; 0
 *     without addresses
 */
public record Answer(Question question, List<DnsName> aliases, List<IpAddress> addresses, int ttl) {

  public Answer {
    aliases = List.copyOf(aliases);
    addresses = List.copyOf(addresses);
  }

  /** Of a query, or of a response with an error, nothing but the question. */
  public static Answer of(DnsMessage message) {
    Question question = message.question();
    boolean answers =
        message.header().response()
            && message.code() == ResponseCode.NOERROR
            && question.space() == Question.IN;
    return answers
        ? new AliasChain(question, message.answers()).follow()
        : new Answer(question, List.of(), List.of(), 0);
  }
}
