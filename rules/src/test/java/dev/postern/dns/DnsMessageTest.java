package dev.postern.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Messages as servers and clients write them. */
class DnsMessageTest {

  @Test
  void aQueryIsReadWithItsWishes() throws DnsFormatException {
    DnsMessage query =
        MessageBytes.header(0x0130, 1, 0, 0, 1)
            .name("Api.example")
            .u16(RecordType.AAAA)
            .u16(1)
            .opt(4096, 0x8000, "000a0008 0102030405060708".replace(" ", ""))
            .read();

    DnsHeader header = query.header();
    assertThat(header.id()).isEqualTo(0x1234);
    assertThat(header.response()).isFalse();
    assertThat(header.opcode()).isEqualTo(DnsHeader.QUERY);
    assertThat(header.recursionDesired()).isTrue();
    assertThat(header.authenticData()).isTrue();
    assertThat(header.checkingDisabled()).isTrue();
    assertThat(header.truncated()).isFalse();
    assertThat(query.question())
        .isEqualTo(new Question(DnsName.of("api.example"), RecordType.AAAA, Question.IN));
    assertThat(query.question().name().isSpelledLike(DnsName.of("Api.example"))).isTrue();
    assertThat(query.edns()).isEqualTo(new Edns(4096, 0, 0, true, List.of()));
  }

  @Test
  void aResponseIsReadWithWhatItPointsBackTo() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.response("www.api.example", RecordType.A, 3)
            .pointer(MessageBytes.QUESTION)
            .fixed(RecordType.CNAME, 60, 6)
            .label("cdn")
            .pointer(MessageBytes.QUESTION + 4)
            // "cdn" above: 12 + 17 + 4 of the question, 12 of its record
            .pointer(45)
            .address(30, 192, 0, 2, 1)
            .pointer(45)
            .address(31, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9)
            .read();

    assertThat(response.header().response()).isTrue();
    assertThat(response.header().recursionAvailable()).isTrue();
    assertThat(response.header().authoritative()).isFalse();
    assertThat(response.answers())
        .extracting(ResourceRecord::name, ResourceRecord::ttl, ResourceRecord::data)
        .containsExactly(
            tuple(
                DnsName.of("www.api.example"),
                60,
                new RecordData.Alias(DnsName.of("cdn.api.example"))),
            tuple(DnsName.of("cdn.api.example"), 30, new RecordData.Address(ip("192.0.2.1"))),
            tuple(DnsName.of("cdn.api.example"), 31, new RecordData.Address(ip("2001:db8::9"))));
  }

  @Test
  void aServiceIsReadWithItsHints() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.response("api.example", RecordType.HTTPS, 1)
            .pointer(MessageBytes.QUESTION)
            .fixed(RecordType.HTTPS, 300, 3 + 6 + 12 + 7 + 20)
            .hex("0001 00")
            .hex("0001 0002 0268") // alpn
            .hex("0004 0008 c0000201 c0000202")
            .hex("0005 0003 010203")
            .hex("0006 0010 20010db8 00000000 00000000 00000001")
            .read();

    assertThat(response.answers().getFirst().data())
        .isEqualTo(
            new RecordData.Service(
                1,
                DnsName.ROOT,
                List.of(ip("192.0.2.1"), ip("192.0.2.2"), ip("2001:db8::1")),
                true));
  }

  @Test
  void theResponseCodeHasItsUpperBitsInTheOptRecord() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.header(0x8181, 1, 0, 0, 1)
            .name("a.example")
            .u16(1)
            .u16(1)
            .opt(100, 0x0100_0000, "000f 0009 000f 626c6f636b6564".replace(" ", ""))
            .read();

    assertThat(response.code()).isEqualTo(17);
    assertThat(response.edns())
        .isEqualTo(new Edns(512, 1, 0, false, List.of(new ExtendedError(15, "blocked"))));
  }

  @Test
  void aTtlWithItsTopBitSetIsZero() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.response("a.example", RecordType.A, 2)
            .a("a.example", 0x8000_0001, 192, 0, 2, 1)
            .a("a.example", 0x7fff_ffff, 192, 0, 2, 2)
            .read();

    assertThat(response.answers()).extracting(ResourceRecord::ttl).containsExactly(0, 0x7fff_ffff);
  }

  @Test
  void whatIsNotReadIsKnownByItsPlace() throws DnsFormatException {
    MessageBytes bytes = MessageBytes.response("a.example", RecordType.TXT, 1).name("a.example");
    ResourceRecord text =
        bytes.fixed(RecordType.TXT, 9, 4).hex("03616263").read().answers().getFirst();

    assertThat(text.data()).isEqualTo(new RecordData.Opaque());
    assertThat(text.offset()).isEqualTo(bytes.length() - 4);
    assertThat(text.length()).isEqualTo(4);
  }

  /** Only of class IN is an A record four bytes of an address. */
  @Test
  void otherClassesHaveNoAddresses() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.response("a.example", RecordType.A, 1)
            .name("a.example")
            .u16(RecordType.A)
            .u16(3)
            .i32(0)
            .u16(5)
            .hex("0000000000")
            .read();

    assertThat(response.answers().getFirst().data()).isEqualTo(new RecordData.Opaque());
  }

  @Test
  void recordsKeepTheirSections() throws DnsFormatException {
    DnsMessage response =
        MessageBytes.header(MessageBytes.RESPONSE, 1, 1, 1, 2)
            .name("a.example")
            .u16(1)
            .u16(1)
            .a("a.example", 1, 192, 0, 2, 1)
            .a("b.example", 1, 192, 0, 2, 2)
            .opt(1232, 0, "")
            .a("c.example", 1, 192, 0, 2, 3)
            .read();

    assertThat(response.answers()).singleElement().matches(r -> r.name().text().startsWith("a."));
    assertThat(response.authorities())
        .singleElement()
        .matches(r -> r.name().text().startsWith("b."));
    assertThat(response.additionals())
        .singleElement()
        .matches(r -> r.name().text().startsWith("c."));
    assertThat(response.edns()).isNotNull();
  }

  private static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }
}
