package dev.postern.dns;

import static dev.postern.dns.MessageBytes.header;
import static dev.postern.dns.MessageBytes.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose addresses an answer gives. */
class AnswerTest {

  @Test
  void theAddressesOfTheName() throws DnsFormatException {
    Answer answer =
        answer(
            response("a.example", 1, 3)
                .a("A.Example", 60, 192, 0, 2, 1)
                .a("a.example", 30, 192, 0, 2, 2)
                .a("a.example", 90, 192, 0, 2, 1));

    assertThat(answer.addresses())
        .map(IpAddress::toString)
        .containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(answer.aliases()).isEmpty();
    assertThat(answer.ttl()).isEqualTo(30);
  }

  @Test
  void alongItsAliasesInWhateverOrder() throws DnsFormatException {
    Answer answer =
        answer(
            response("a.example", 1, 3)
                .a("c.example", 300, 192, 0, 2, 1)
                .cname("b.example", 20, "C.example")
                .cname("a.example", 600, "b.example"));

    assertThat(answer.addresses()).hasSize(1);
    assertThat(answer.aliases()).containsExactly(DnsName.of("b.example"), DnsName.of("c.example"));
    assertThat(answer.ttl()).isEqualTo(20);
  }

  @Test
  void nobodyElses() throws DnsFormatException {
    Answer answer =
        answer(
            header(MessageBytes.RESPONSE, 1, 4, 1, 1)
                .name("a.example")
                .u16(1)
                .u16(1)
                .a("evil.example", 1, 203, 0, 113, 1)
                .cname("evil.example", 1, "a.example")
                .a("sub.a.example", 1, 203, 0, 113, 2)
                .a("a.example", 60, 192, 0, 2, 1)
                .a("a.example", 1, 203, 0, 113, 3)
                .a("a.example", 1, 203, 0, 113, 4));

    assertThat(answer.addresses()).map(IpAddress::toString).containsExactly("192.0.2.1");
    assertThat(answer.ttl()).isEqualTo(60);
  }

  @Test
  void onlyOfTheTypeThatWasAskedFor() throws DnsFormatException {
    MessageBytes both =
        new MessageBytes()
            .a("a.example", 1, 192, 0, 2, 1)
            .a("a.example", 2, 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    assertThat(answer(response("a.example", 1, 2).raw(both.bytes())).addresses())
        .map(IpAddress::toString)
        .containsExactly("192.0.2.1");
    assertThat(answer(response("a.example", 28, 2).raw(both.bytes())).addresses())
        .map(IpAddress::toString)
        .containsExactly("2001:db8::1");
    assertThat(answer(response("a.example", 255, 2).raw(both.bytes())).addresses()).hasSize(2);
    assertThat(answer(response("a.example", 16, 2).raw(both.bytes())).addresses()).isEmpty();
  }

  @Test
  void theHintsOfAServiceAndNoneOfAnAlias() throws DnsFormatException {
    MessageBytes records =
        new MessageBytes()
            .name("a.example")
            .fixed(65, 40, 11)
            .hex("0001 00 0004 0004 c0000201")
            .name("a.example")
            .fixed(65, 5, 11)
            .hex("0000 00 0004 0004 c0000202");

    Answer answer = answer(response("a.example", 65, 2).raw(records.bytes()));

    assertThat(answer.addresses()).map(IpAddress::toString).containsExactly("192.0.2.1");
    assertThat(answer.ttl()).isEqualTo(40);
    assertThat(answer(response("a.example", 1, 2).raw(records.bytes())).addresses()).isEmpty();
  }

  /** RFC 4291: its packets go to the IPv4 address. */
  @Test
  void aMappedAddressIsTheOneItMaps() throws DnsFormatException {
    Answer answer =
        answer(
            response("a.example", 28, 1)
                .a("a.example", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1));

    assertThat(answer.addresses()).map(IpAddress::toString).containsExactly("10.0.0.1");
  }

  @Test
  void aliasesThatLeadInACircleEnd() throws DnsFormatException {
    Answer answer =
        answer(
            response("a.example", 1, 4)
                .cname("a.example", 1, "b.example")
                .cname("b.example", 1, "a.example")
                .cname("c.example", 1, "c.example")
                .a("b.example", 9, 192, 0, 2, 1));

    assertThat(answer.aliases()).containsExactly(DnsName.of("b.example"));
    assertThat(answer.addresses()).hasSize(1);
  }

  @Test
  void twoAliasesOfOneNameLeadNowhere() throws DnsFormatException {
    Answer answer =
        answer(
            response("a.example", 1, 4)
                .cname("a.example", 1, "b.example")
                .cname("a.example", 1, "evil.example")
                .a("b.example", 1, 192, 0, 2, 1)
                .a("evil.example", 1, 203, 0, 113, 1));

    assertThat(answer).isEqualTo(new Answer(answer.question(), List.of(), List.of(), 0));
  }

  @Test
  void aliasesAreFollowedSoFarAndNoFurther() throws DnsFormatException {
    for (int length : new int[] {AliasChain.MOST_ALIASES, AliasChain.MOST_ALIASES + 1}) {
      MessageBytes bytes = response("n0.example", 1, length + 1);
      for (int i = 0; i < length; i++) {
        bytes.cname("n" + i + ".example", 1, "n" + (i + 1) + ".example");
      }
      Answer answer = answer(bytes.a("n" + length + ".example", 1, 192, 0, 2, 1));

      assertThat(answer.aliases()).hasSize(AliasChain.MOST_ALIASES);
      assertThat(answer.addresses()).hasSize(length == AliasChain.MOST_ALIASES ? 1 : 0);
    }
  }

  /** A query, NXDOMAIN, and class CHAOS. */
  @ParameterizedTest
  @ValueSource(strings = {"0100 0001", "8183 0001", "8180 0003"})
  void whatIsNoAnswerGivesNone(String flagsAndClass) throws DnsFormatException {
    int flags = Integer.parseInt(flagsAndClass.substring(0, 4), 16);
    int space = Integer.parseInt(flagsAndClass.substring(5), 16);

    Answer answer =
        answer(
            header(flags, 1, 1, 0, 0)
                .name("a.example")
                .u16(1)
                .u16(space)
                .a("a.example", 1, 192, 0, 2, 1));

    assertThat(answer.addresses()).isEmpty();
    assertThat(answer.ttl()).isZero();
  }

  private static Answer answer(MessageBytes bytes) throws DnsFormatException {
    return Answer.of(bytes.read());
  }
}
