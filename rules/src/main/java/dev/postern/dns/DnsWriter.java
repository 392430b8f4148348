package dev.postern.dns;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The messages that Postern writes itself: queries, and responses that carry no records. */
public final class DnsWriter {

  /** The flags of a query that its writer decides (RFC 1035, RFC 4035 section 3). */
  private static final int QUERY_FLAGS = DnsHeader.RD | DnsHeader.AD | DnsHeader.CD;

  /** What a response says as its query did (RFC 1035 section 4.1.1, RFC 4035 section 3.1.6). */
  private static final int REPEATED_FLAGS = DnsHeader.OPCODE_MASK | DnsHeader.RD | DnsHeader.CD;

  /** An OPT record without options, and an extended error's code with what stands before it. */
  private static final int OPT_LENGTH = 11;

  private static final int ERROR_LENGTH = 6;

  private DnsWriter() {}

  /**
   * A query for recursion, without EDNS.
   *
   * @param id 0 to 65535
   */
  public static byte[] query(int id, Question question) {
    return message(id, DnsHeader.RD, question, null).toBytes();
  }

  /**
   * A query for what another query asks: its question as it is spelled, its wishes (RD, AD, CD, DO)
   * and, if it has EDNS, a size for datagrams; none of its options and no other record, because
   * both are meant for the next server only (RFC 6891 section 6.1.1) and could carry anything.
   *
   * @param id 0 to 65535
   * @param udpSize of the datagrams that the answer may have, 512 to 65535
   */
  public static byte[] query(int id, DnsMessage like, int udpSize) {
    Edns edns = like.edns();
    int flags = like.header().flags() & QUERY_FLAGS;
    WireWriter writer = message(id, flags, like.question(), edns);
    if (edns != null) {
      edns(writer, udpSize, 0, edns.dnssecOk(), null);
    }
    return writer.toBytes();
  }

  /**
   * A response without records.
   *
   * @param code see {@link ResponseCode}; above 15 only to a query that has EDNS
   * @param why for people; left out where the query has no EDNS, and its text where it would make
   *     the response longer than the query's sender takes
   */
  public static byte[] response(DnsMessage query, int code, @Nullable ExtendedError why) {
    Edns edns = query.edns();
    int repeated = query.header().flags() & REPEATED_FLAGS;
    int flags = repeated | DnsHeader.QR | DnsHeader.RA | (code & DnsHeader.CODE_MASK);
    WireWriter writer = message(query.header().id(), flags, query.question(), edns);
    if (edns != null) {
      byte[] text = why == null ? new byte[0] : why.text().getBytes(StandardCharsets.UTF_8);
      int withText = writer.length() + OPT_LENGTH + ERROR_LENGTH + text.length;
      boolean fits = withText <= Math.min(edns.udpSize(), Edns.COMMON_SIZE);
      ExtendedError said = why == null || fits ? why : new ExtendedError(why.code(), "");
      edns(writer, Edns.COMMON_SIZE, code >> 4, edns.dnssecOk(), said);
    }
    return writer.toBytes();
  }

  /** A response that says no more than: ask again over TCP. */
  public static byte[] truncated(DnsMessage query) {
    byte[] response = response(query, ResponseCode.NOERROR, null);
    response[2] |= DnsHeader.TC >> 8;
    return response;
  }

  /**
   * The answer to a query that cannot be read: FORMERR, with its id and nothing of what follows.
   *
   * @return null where there is nobody to answer: less than a header, or no query
   */
  public static byte @Nullable [] formatError(byte[] unreadable) {
    if (unreadable.length < DnsHeader.LENGTH) {
      return null;
    }
    int flags = (unreadable[2] & 0xff) << 8 | (unreadable[3] & 0xff);
    if ((flags & DnsHeader.QR) != 0) {
      return null; // two servers would tell each other so for ever
    }
    return new WireWriter()
        .bytes(unreadable, 0, 2)
        .u16((flags & REPEATED_FLAGS) | DnsHeader.QR | ResponseCode.FORMERR)
        .i32(0)
        .i32(0)
        .toBytes();
  }

  /** The header and the question; an OPT record has to follow where there is EDNS. */
  private static WireWriter message(int id, int flags, Question question, @Nullable Edns edns) {
    return new WireWriter()
        .u16(id)
        .u16(flags)
        .u16(1)
        .i32(0)
        .u16(edns == null ? 0 : 1)
        .question(question);
  }

  /** The OPT record (RFC 6891 section 6.1.2). */
  static void edns(
      WireWriter to, int udpSize, int upperCode, boolean dnssecOk, @Nullable ExtendedError why) {
    to.name(DnsName.ROOT).u16(RecordType.OPT).u16(udpSize);
    to.u16(upperCode << 8).u16(dnssecOk ? Edns.DNSSEC_OK : 0);
    if (why == null) {
      to.u16(0);
      return;
    }
    byte[] text = why.text().getBytes(StandardCharsets.UTF_8);
    to.u16(ERROR_LENGTH + text.length).u16(Edns.ERROR_OPTION).u16(2 + text.length);
    to.u16(why.code()).bytes(text, 0, text.length);
  }
}
