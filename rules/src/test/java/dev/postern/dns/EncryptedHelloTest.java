package dev.postern.dns;

import static dev.postern.dns.MessageBytes.QUESTION;
import static dev.postern.dns.MessageBytes.response;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptedHelloTest {

  @Test
  void itsKeysAreTakenOutAndNothingElseChanges() throws DnsFormatException {
    byte[] bytes =
        response("www.example", RecordType.HTTPS, 3, 2)
            .pointer(QUESTION)
            .fixed(RecordType.CNAME, 60, 6)
            .label("cdn")
            .pointer(QUESTION + 4)
            .pointer(41)
            .fixed(RecordType.HTTPS, 30, 2 + 1 + 8 + 6 + 8 + 7)
            .hex("0001 00")
            .hex("0000 0004 0001 0005") // mandatory: alpn, ech
            .hex("0001 0002 0268") // alpn
            .hex("0004 0004 c0000201")
            .hex("0005 0003 010203")
            .pointer(41)
            .fixed(46, 30, 2) // its signature
            .hex("0041")
            .pointer(41)
            .address(30, 192, 0, 2, 1)
            .opt(1232, 0x8000, "")
            .bytes();
    bytes[3] |= DnsHeader.AD;
    DnsMessage before = DnsMessage.read(bytes);

    byte[] removed = EncryptedHello.removedFrom(bytes, before);
    DnsMessage after = DnsMessage.read(removed);

    assertThat(EncryptedHello.isIn(before)).isTrue();
    assertThat(EncryptedHello.isIn(after)).isFalse();
    assertThat(after.header()).isEqualTo(new DnsHeader(0x1234, MessageBytes.RESPONSE));
    assertThat(after.question()).isEqualTo(before.question());
    assertThat(after.edns()).isEqualTo(before.edns());
    assertThat(Answer.of(after)).isEqualTo(Answer.of(before));
    assertThat(after.answers())
        .extracting(ResourceRecord::type)
        .containsExactly(RecordType.CNAME, RecordType.HTTPS);
    assertThat(data(removed, after.answers().get(1)))
        .isEqualTo("0001" + "00" + "000000020001" + "000100020268" + "00040004c0000201");
    assertThat(after.additionals()).singleElement().matches(r -> r.type() == RecordType.A);
  }

  @Test
  void aListOfMandatoryKeysThatIsEmptyThenGoesToo() throws DnsFormatException {
    byte[] bytes =
        response("a.example", RecordType.HTTPS, 1)
            .pointer(QUESTION)
            .fixed(RecordType.HTTPS, 30, 3 + 6 + 4)
            .hex("0001 00 0000 0002 0005 0005 0000")
            .bytes();

    byte[] removed = EncryptedHello.removedFrom(bytes, DnsMessage.read(bytes));

    assertThat(data(removed, DnsMessage.read(removed).answers().getFirst())).isEqualTo("000100");
  }

  @Test
  void itIsFoundInEverySection() throws DnsFormatException {
    String record = "016100 0041 0001 00000001 0007 0001 00 0005 0000";

    for (List<Integer> counts : List.of(List.of(1, 0, 0), List.of(0, 1, 0), List.of(0, 0, 1))) {
      DnsMessage message =
          MessageBytes.header(MessageBytes.RESPONSE, 1, counts.get(0), counts.get(1), counts.get(2))
              .name("b")
              .u16(1)
              .u16(1)
              .hex(record)
              .read();
      assertThat(EncryptedHello.isIn(message)).as("sections %s", counts).isTrue();
    }
  }

  private static String data(byte[] bytes, ResourceRecord record) {
    return HexFormat.of().formatHex(bytes, record.offset(), record.offset() + record.length());
  }
}
