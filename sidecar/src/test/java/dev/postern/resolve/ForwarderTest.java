package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.DnsMessage;
import dev.postern.dns.DnsName;
import dev.postern.dns.ExtendedError;
import dev.postern.dns.RecordType;
import dev.postern.dns.ResponseCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets for what it asks over UDP, and what a resolver is asked. */
class ForwarderTest extends ForwardedTest {

  ForwarderTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void anAllowedNameIsAnsweredByTheResolver(String host) throws IOException {
    Forwarder forwarder = forwarder();
    byte[] query = Messages.query(0xbeef, "aPi.Example", RecordType.A);

    byte[] answer = client(host, forwarder).askBytes(query);

    assertThat(answer).isEqualTo(Messages.addresses(query, "192.0.2.1"));
    assertThat(bound)
        .singleElement()
        .matches(b -> b.question().name().text().equals("api.example"));
    assertThat(forwarder.counters().queries(Outcome.ANSWERED)).isOne();
    assertThat(Arrays.stream(forwarder.counters().latency().counts()).sum()).isOne();
  }

  @Test
  void theResolverSeesTheClientsSpellingButNotItsIdOrPort() throws IOException {
    DnsClient client = client(forwarder());
    for (int i = 0; i < 20; i++) {
      client.ask(Messages.query(7, "aPi.eXample", RecordType.A));
    }

    List<DnsMessage> asked =
        resolver.asked().stream().map(each -> Messages.read(each.query())).toList();
    assertThat(asked)
        .hasSize(20)
        .allMatch(query -> query.question().name().isSpelledLike(DnsName.of("aPi.eXample")));
    assertThat(asked.stream().map(query -> query.header().id()).collect(Collectors.toSet()))
        .as("ids")
        .hasSizeGreaterThan(15);
    assertThat(
            resolver.asked().stream().map(ScriptedResolver.Asked::from).collect(Collectors.toSet()))
        .as("source ports")
        .hasSizeGreaterThan(15);
  }

  @Test
  void aNameInNoPolicyDoesNotExistAndNobodyIsAsked() throws IOException {
    Forwarder forwarder = forwarder();

    DnsMessage answer =
        client(forwarder).ask(Messages.query(5, "Secret.evil.test", RecordType.TXT, 1232, 0, ""));

    assertThat(answer.header().id()).isEqualTo(5);
    assertThat(answer.code()).isEqualTo(ResponseCode.NXDOMAIN);
    assertThat(answer.question().name().isSpelledLike(DnsName.of("Secret.evil.test"))).isTrue();
    assertThat(errors(answer))
        .containsExactly(
            new ExtendedError(ExtendedError.BLOCKED, "postern: secret.evil.test is in no policy"));
    assertThat(resolver.asked()).isEmpty();
    assertThat(forwarder.counters().queries(Outcome.REFUSED)).isOne();
  }

  @Test
  void orIsRefusedWhereSoWished() throws IOException {
    refusal = NameRefusal.REFUSED;

    DnsMessage answer = client(forwarder()).ask(Messages.query(5, "evil.test", RecordType.A));

    assertThat(answer.code()).isEqualTo(ResponseCode.REFUSED);
    assertThat(answer.edns()).isNull();
  }

  @Test
  void aPolicyThatFailsAllowsNothing() throws IOException {
    policy =
        new NamePolicy() {
          @Override
          public boolean may(DnsName name, int type) {
            throw new IllegalStateException("broken on purpose");
          }

          @Override
          public boolean mayHideServerName(DnsName name) {
            return true;
          }
        };
    Forwarder forwarder = forwarder();

    DnsMessage answer = client(forwarder).ask(Messages.query(5, "api.example", RecordType.A));

    assertThat(answer.code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(resolver.asked()).isEmpty();
    assertThat(forwarder.counters().queries(Outcome.FAILED)).isOne();
  }

  /** NOTIFY; class CHAOS; a transfer of a zone; EDNS of version 1. */
  @ParameterizedTest
  @CsvSource({
    "1234 2000 0001 0000 0000 0000 016100 0001 0001, 4",
    "1234 0100 0001 0000 0000 0000 016100 0010 0003, 5",
    "1234 0100 0001 0000 0000 0000 016100 00fc 0001, 5",
    "1234 0100 0001 0000 0000 0001 016100 0001 0001 00 0029 0200 00010000 0000, 16"
  })
  void whatIsNotForwardedIsSaid(String query, int code) throws IOException {
    policy = below("");
    Forwarder forwarder = forwarder();

    DnsMessage answer = client(forwarder).ask(HexFormat.of().parseHex(query.replace(" ", "")));

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header().id()).isEqualTo(0x1234);
    assertThat(resolver.asked()).isEmpty();
    assertThat(forwarder.counters().queries(Outcome.MALFORMED)).isOne();
  }

  @Test
  void whatCannotBeReadIsAFormatError() throws IOException {
    Forwarder forwarder = forwarder();
    byte[] query = Messages.query(0x1234, "api.example", RecordType.A);

    byte[] answer = client(forwarder).askBytes(Arrays.copyOf(query, query.length + 1));

    assertThat(HexFormat.of().formatHex(answer)).isEqualTo("123481010000000000000000");
    assertThat(forwarder.counters().queries(Outcome.MALFORMED)).isOne();
  }

  /** Half a header; a response: an answer to it could go round for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"1234 0100 0001", "1234 8180 0001 0000 0000 0000 016100 0001 0001"})
  void andWhatIsNoQueryGetsNothing(String bytes) throws IOException {
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);

    client.send(HexFormat.of().parseHex(bytes.replace(" ", "")));

    assertThat(client.ask(Messages.query(2, "api.example", RecordType.A)).header().id())
        .isEqualTo(2);
    assertThat(forwarder.counters().queries(Outcome.MALFORMED)).isOne();
    assertThat(resolver.asked()).hasSize(1);
  }

  @Test
  void wishesArePassedOnAndOptionsAreNot() throws IOException {
    DnsClient client = client(forwarder());
    client.ask(Messages.query(1, "a.example", RecordType.A, 4096, 0x8000, "000a000401020304"));
    client.ask(Messages.query(2, "b.example", RecordType.A));

    byte[] withEdns = resolver.asked().get(0).query();
    assertThat(withEdns).hasSize(12 + 11 + 4 + 11);
    assertThat(Messages.read(withEdns).edns())
        .matches(edns -> edns.udpSize() == 1232 && edns.dnssecOk());
    assertThat(Messages.read(resolver.asked().get(1).query()).edns()).isNull();
  }

  @Test
  void anAnswerThatIsTooLongForTheClientIsAskedForAgainOverTcp() throws IOException {
    String[] many = new String[40];
    Arrays.fill(many, "192.0.2.7");
    resolver.script(query -> List.of(Messages.addresses(query, many)));
    DnsClient client = client(forwarder());

    DnsMessage small = client.ask(Messages.query(1, "a.example", RecordType.A));
    DnsMessage large = client.ask(Messages.query(2, "a.example", RecordType.A, 1232, 0, ""));
    client.stream(DnsClient.framed(Messages.query(3, "a.example", RecordType.A)));

    assertThat(small.header().truncated()).isTrue();
    assertThat(small.answers()).isEmpty();
    assertThat(large.header().truncated()).isFalse();
    assertThat(large.answers()).hasSize(40);
    assertThat(client.streamed().answers()).hasSize(40);
  }

  @Test
  void truncationIsPassedOn() throws IOException {
    resolver.script(query -> List.of(Messages.header(query, 0x8380, 0)));

    DnsMessage answer = client(forwarder()).ask(Messages.query(1, "a.example", RecordType.A));

    assertThat(answer.header().truncated()).isTrue();
    assertThat(answer.code()).isEqualTo(ResponseCode.NOERROR);
  }

  @Test
  void keysForAnEncryptedHelloAreTakenOutUnlessAllowed() throws IOException {
    resolver.script(query -> List.of(Messages.record(query, 65, "000100" + "00050003010203")));
    DnsClient client = client(forwarder());

    DnsMessage seen = client.ask(Messages.query(1, "api.example", RecordType.HTTPS));
    DnsMessage hidden = client.ask(Messages.query(2, "hidden.example", RecordType.HTTPS));

    assertThat(seen.header().id()).isEqualTo(1);
    assertThat(seen.answers()).singleElement().matches(record -> record.length() == 3);
    assertThat(hidden.answers()).singleElement().matches(record -> record.length() == 10);
  }
}
