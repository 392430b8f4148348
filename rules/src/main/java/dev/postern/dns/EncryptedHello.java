package dev.postern.dns;

import java.util.List;

/**
 * Takes the keys for an encrypted ClientHello (ECH, RFC 9849) out of a response: who is not given
 * them says in the clear which server it means.
 */
public final class EncryptedHello {

  private static final int KEY_MANDATORY = 0;

  private EncryptedHello() {}

  /** Whether any record of the response has such a key. */
  public static boolean isIn(DnsMessage response) {
    return hasKey(response.answers())
        || hasKey(response.authorities())
        || hasKey(response.additionals());
  }

  private static boolean hasKey(List<ResourceRecord> records) {
    return records.stream()
        .anyMatch(
            record -> record.data() instanceof RecordData.Service data && data.encryptedHello());
  }

  /**
   * The response with those answers and additional records that Postern reads, written anew without
   * the keys and without AD: signatures would no longer fit, and neither they nor other records are
   * kept. It may be longer than it was, because nothing in it is compressed.
   *
   * @param bytes what {@code response} was read from
   */
  public static byte[] removedFrom(byte[] bytes, DnsMessage response) {
    List<ResourceRecord> answers = legible(response.answers());
    List<ResourceRecord> additionals = legible(response.additionals());
    Edns edns = response.edns();
    WireWriter to =
        new WireWriter()
            .u16(response.header().id())
            .u16(response.header().flags() & ~DnsHeader.AD)
            .u16(1)
            .u16(answers.size())
            .u16(0)
            .u16(additionals.size() + (edns == null ? 0 : 1))
            .question(response.question());
    answers.forEach(record -> write(to, bytes, record));
    additionals.forEach(record -> write(to, bytes, record));
    if (edns != null) {
      DnsWriter.edns(to, edns.udpSize(), edns.upperCode(), edns.dnssecOk(), null);
    }
    return to.toBytes();
  }

  private static List<ResourceRecord> legible(List<ResourceRecord> records) {
    return records.stream()
        .filter(record -> !(record.data() instanceof RecordData.Opaque))
        .toList();
  }

  private static void write(WireWriter to, byte[] bytes, ResourceRecord record) {
    to.name(record.name()).u16(record.type()).u16(record.space()).i32(record.ttl());
    int length = to.length();
    to.u16(0);
    switch (record.data()) {
      case RecordData.Alias alias -> to.name(alias.target());
      case RecordData.Service service -> {
        to.u16(service.priority()).name(service.target());
        int parameters = record.offset() + 2 + service.target().wireLength();
        parameters(to, bytes, parameters, record.offset() + record.length());
      }
      default -> to.bytes(bytes, record.offset(), record.length());
    }
    to.putU16(length, to.length() - length - 2);
  }

  /** The reader has seen to it that each of them ends before the record does. */
  private static void parameters(WireWriter to, byte[] bytes, int from, int end) {
    int at = from;
    while (at < end) {
      int key = u16(bytes, at);
      int length = u16(bytes, at + 2);
      if (key == KEY_MANDATORY) {
        mandatory(to, bytes, at + 4, length);
      } else if (key != DataReader.KEY_ENCRYPTED_HELLO) {
        to.bytes(bytes, at, length + 4);
      }
      at += length + 4;
    }
  }

  /** The list of keys that a client must understand holds none that are not there (section 8). */
  private static void mandatory(WireWriter to, byte[] bytes, int from, int length) {
    WireWriter kept = new WireWriter();
    for (int at = from; at + 1 < from + length; at += 2) {
      if (u16(bytes, at) != DataReader.KEY_ENCRYPTED_HELLO) {
        kept.bytes(bytes, at, 2);
      }
    }
    if (kept.length() > 0) {
      to.u16(KEY_MANDATORY).u16(kept.length()).bytes(kept.toBytes(), 0, kept.length());
    }
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
