package dev.postern.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A message put together by hand, right or wrong. */
final class MessageBytes {

  static final int RESPONSE = 0x8180;
  static final int QUERY = 0x0100;

  /** Where the name of the first question stands. */
  static final int QUESTION = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static MessageBytes header(int flags, int questions, int answers, int rest, int additionals) {
    return new MessageBytes()
        .u16(0x1234)
        .u16(flags)
        .u16(questions)
        .u16(answers)
        .u16(rest)
        .u16(additionals);
  }

  /** A response to one question of class IN, up to its first answer. */
  static MessageBytes response(String name, int type, int answers) {
    return response(name, type, answers, 0);
  }

  static MessageBytes response(String name, int type, int answers, int additionals) {
    return header(RESPONSE, 1, answers, 0, additionals).name(name).u16(type).u16(1);
  }

  static MessageBytes query(String name, int type, int additionals) {
    return header(QUERY, 1, 0, 0, additionals).name(name).u16(type).u16(1);
  }

  MessageBytes u8(int value) {
    out.write(value);
    return this;
  }

  MessageBytes u16(int value) {
    return u8(value >> 8).u8(value);
  }

  MessageBytes i32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  /** Labels without escapes; the empty text is the root. */
  MessageBytes name(String name) {
    for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
      label(label);
    }
    return u8(0);
  }

  MessageBytes label(String label) {
    byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
    return u8(bytes.length).raw(bytes);
  }

  MessageBytes pointer(int target) {
    return u16(0xc000 | target);
  }

  /** What stands between an owner and its data. */
  MessageBytes fixed(int type, int ttl, int length) {
    return u16(type).u16(1).i32(ttl).u16(length);
  }

  MessageBytes a(String owner, int ttl, int... bytes) {
    return name(owner).address(ttl, bytes);
  }

  MessageBytes address(int ttl, int... bytes) {
    fixed(bytes.length == 4 ? RecordType.A : RecordType.AAAA, ttl, bytes.length);
    for (int b : bytes) {
      u8(b);
    }
    return this;
  }

  MessageBytes cname(String owner, int ttl, String target) {
    return name(owner)
        .fixed(RecordType.CNAME, ttl, new MessageBytes().name(target).length())
        .name(target);
  }

  MessageBytes opt(int udpSize, long flags, String options) {
    byte[] bytes = HexFormat.of().parseHex(options);
    return name("").u16(RecordType.OPT).u16(udpSize).i32(flags).u16(bytes.length).raw(bytes);
  }

  MessageBytes hex(String hex) {
    return raw(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  MessageBytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  int length() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  DnsMessage read() throws DnsFormatException {
    return DnsMessage.read(bytes());
  }
}
