package dev.postern.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with exactly one question, as almost every query and response has (RFC 9619).
 *
 * @param header its identity and flags
 * @param question what is asked, or was
 * @param answers records of the answer section, in their order
 * @param authorities of the authority section
 * @param additionals of the additional section, without the OPT record
 * @param edns that OPT record; null without one
 */
public record DnsMessage(
    DnsHeader header,
    Question question,
    List<ResourceRecord> answers,
    List<ResourceRecord> authorities,
    List<ResourceRecord> additionals,
    @Nullable Edns edns) {

  public DnsMessage {
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
  }

  /**
   * Reads all of it.
   *
   * @param bytes one message, without the length that TCP puts before it
   * @throws DnsFormatException when it is none, or has anything before, between or behind what its
   *     counts say
   */
  public static DnsMessage read(byte[] bytes) throws DnsFormatException {
    return new MessageReader(bytes).read();
  }

  /** The whole response code; see {@link ResponseCode}. */
  public int code() {
    return edns == null ? header.code() : edns.upperCode() << 4 | header.code();
  }
}
