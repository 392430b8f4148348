package dev.postern.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a message once, from its first byte to its last. */
final class MessageReader {

  private static final int TTL_TOP_BIT = 0x8000_0000;

  private final WireReader in;
  private final DataReader data;
  private @Nullable Edns edns;

  MessageReader(byte[] bytes) {
    this.in = new WireReader(bytes);
    this.data = new DataReader(in);
  }

  DnsMessage read() throws DnsFormatException {
    DnsHeader header = new DnsHeader(in.u16("the header"), in.u16("the header"));
    int questions = in.u16("the header");
    int answers = in.u16("the header");
    int authorities = in.u16("the header");
    int additionals = in.u16("the header");
    if (questions != 1) {
      throw new DnsFormatException(questions + " questions instead of one", 4);
    }
    Question question =
        new Question(
            in.name("the question's name"), in.u16("the question"), in.u16("the question"));
    List<ResourceRecord> answer = section(answers, "an answer", false);
    List<ResourceRecord> authority = section(authorities, "an authority record", false);
    List<ResourceRecord> additional = section(additionals, "an additional record", true);
    if (!in.atEnd()) {
      throw new DnsFormatException("something stands behind the last record", in.position());
    }
    return new DnsMessage(header, question, answer, authority, additional, edns);
  }

  /** No room is made for a count before its records are there. */
  private List<ResourceRecord> section(int count, String what, boolean mayHaveEdns)
      throws DnsFormatException {
    List<ResourceRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = in.position();
      DnsName name = in.name(what);
      int type = in.u16(what);
      int space = in.u16(what);
      int ttl = in.i32(what);
      int length = in.u16(what);
      in.need(length, what);
      if (type != RecordType.OPT) {
        records.add(record(name, type, space, ttl, length));
      } else if (!mayHaveEdns || edns != null || !name.equals(DnsName.ROOT)) {
        throw new DnsFormatException("an OPT record where none may be", start);
      } else {
        edns = data.edns(space, ttl, length);
      }
    }
    return records;
  }

  private ResourceRecord record(DnsName name, int type, int space, int ttl, int length)
      throws DnsFormatException {
    int offset = in.position();
    RecordData what = data.read(type, space, length);
    int seconds = (ttl & TTL_TOP_BIT) == 0 ? ttl : 0;
    return new ResourceRecord(name, type, space, seconds, offset, length, what);
  }
}
