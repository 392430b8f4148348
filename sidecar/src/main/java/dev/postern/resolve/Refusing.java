package dev.postern.resolve;

import dev.postern.dns.DnsHeader;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsWriter;
import dev.postern.dns.ExtendedError;
import dev.postern.dns.Question;
import dev.postern.dns.RecordType;
import dev.postern.dns.ResponseCode;
import org.jspecify.annotations.Nullable;

/** The answers that need no resolver. */
final class Refusing {

  /** EDE 0, "Other" (RFC 8914 section 4.1). */
  private static final int OTHER = 0;

  private Refusing() {}

  /**
   * The answer to a query of a kind that is not forwarded.
   *
   * @return null for any other query
   */
  static byte @Nullable [] unsupported(DnsMessage query) {
    if (query.header().opcode() != DnsHeader.QUERY) {
      return DnsWriter.response(query, ResponseCode.NOTIMP, null);
    }
    if (query.edns() != null && query.edns().version() > 0) {
      return DnsWriter.response(query, ResponseCode.BADVERS, null);
    }
    Question question = query.question();
    return question.space() != Question.IN || isMeta(question.type())
        ? DnsWriter.response(query, ResponseCode.REFUSED, null)
        : null;
  }

  /** Types that are not of data (RFC 6895 section 3.1), such as transfers of zones; ANY is fine. */
  private static boolean isMeta(int type) {
    return type == RecordType.OPT || (type >= 128 && type < RecordType.ANY);
  }

  static byte[] inNoPolicy(DnsMessage query, NameRefusal how) {
    String text = "postern: " + query.question().name() + " is in no policy";
    return DnsWriter.response(query, how.code(), new ExtendedError(ExtendedError.BLOCKED, text));
  }

  static byte[] inadmissible(DnsMessage query, String reason) {
    String text = "postern: " + query.question().name() + " may not lead there: " + reason;
    return DnsWriter.response(
        query, ResponseCode.NXDOMAIN, new ExtendedError(ExtendedError.BLOCKED, text));
  }

  static byte[] overloaded(DnsMessage query) {
    return failed(query, new ExtendedError(OTHER, "postern: too many queries at a time"));
  }

  /** What went wrong between the query and its answer. */
  static byte[] failed(DnsMessage query, Throwable cause) {
    if (!(cause instanceof UpstreamFailure failure)) {
      return failed(query, new ExtendedError(OTHER, "postern: the answer could not be bound"));
    }
    int code =
        failure.kind() == UpstreamFailure.Kind.TIMEOUT
            ? ExtendedError.NO_REACHABLE_AUTHORITY
            : ExtendedError.NETWORK_ERROR;
    return failed(query, new ExtendedError(code, "postern: " + failure.getMessage()));
  }

  private static byte[] failed(DnsMessage query, ExtendedError why) {
    return DnsWriter.response(query, ResponseCode.SERVFAIL, why);
  }
}
