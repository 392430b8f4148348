package dev.postern.resolve;

import dev.postern.dns.DnsFormatException;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsName;
import dev.postern.dns.DnsWriter;
import dev.postern.dns.Question;
import dev.postern.dns.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** Queries, and answers to them, as a client and a resolver write them. */
final class Messages {

  /** Where every name of an answer points: to the question's. */
  private static final int QUESTION = 0xc00c;

  private Messages() {}

  static DnsMessage read(byte[] bytes) {
    try {
      return DnsMessage.read(bytes);
    } catch (DnsFormatException e) {
      throw new AssertionError(HexFormat.of().formatHex(bytes), e);
    }
  }

  static byte[] query(int id, String name, int type) {
    return DnsWriter.query(id, new Question(DnsName.of(name), type, Question.IN));
  }

  /** The same with an OPT record; {@code options} are hexadecimal digits. */
  static byte[] query(int id, String name, int type, int udpSize, int flags, String options) {
    byte[] query = query(id, name, type);
    query[11] = 1;
    byte[] bytes = HexFormat.of().parseHex(options);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(query);
    out.write(0);
    u16(out, RecordType.OPT);
    u16(out, udpSize);
    u16(out, flags >> 16);
    u16(out, flags);
    u16(out, bytes.length);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  /** An answer of one address for each {@code a.b.c.d}, under the question's name. */
  static byte[] addresses(byte[] query, String... addresses) {
    byte[] answer = header(query, 0x8180, addresses.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(answer);
    for (String address : addresses) {
      record(out, RecordType.A);
      u16(out, 4);
      for (String octet : address.split("\\.", -1)) {
        out.write(Integer.parseInt(octet));
      }
    }
    return out.toByteArray();
  }

  /** An answer of one record whose data are hexadecimal digits. */
  static byte[] record(byte[] query, int type, String data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(query, 0x8180, 1));
    record(out, type);
    byte[] bytes = HexFormat.of().parseHex(data);
    u16(out, bytes.length);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  /** No record; {@code code} is SERVFAIL or the like. */
  static byte[] failure(byte[] query, int code) {
    return header(query, 0x8180 | code, 0);
  }

  /** The query's header and question, with other flags and a count of answers. */
  static byte[] header(byte[] query, int flags, int answers) {
    int length = 12 + read(query).question().name().wireLength() + 4;
    byte[] header = Arrays.copyOf(query, length);
    header[2] = (byte) (flags >> 8);
    header[3] = (byte) flags;
    header[6] = (byte) (answers >> 8);
    header[7] = (byte) answers;
    header[10] = 0;
    header[11] = 0;
    return header;
  }

  private static void record(ByteArrayOutputStream out, int type) {
    u16(out, QUESTION);
    u16(out, type);
    u16(out, Question.IN);
    u16(out, 0);
    u16(out, 60);
  }

  private static void u16(ByteArrayOutputStream out, int value) {
    out.write(value >> 8);
    out.write(value);
  }
}
