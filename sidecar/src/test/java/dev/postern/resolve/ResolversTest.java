package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.DnsMessage;
import dev.postern.dns.ExtendedError;
import dev.postern.dns.RecordType;
import dev.postern.dns.ResponseCode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resolvers that lie, are dead or are slow. */
class ResolversTest extends ForwardedTest {

  private static final ScriptedResolver.Script SILENT = _ -> List.of();
  private static final Duration SHORT = Duration.ofMillis(40);

  ResolversTest() throws IOException {}

  @Test
  void onlyTheAnswerToTheQuestionIsTaken() throws IOException {
    resolver.script(
        query -> {
          byte[] otherId = Messages.addresses(query, "203.0.113.1");
          otherId[0] ^= 1;
          byte[] otherName = Messages.addresses(query, "203.0.113.2");
          otherName[13] = 'b';
          byte[] otherSpelling = Messages.addresses(query, "203.0.113.3");
          otherSpelling[13] = 'A';
          byte[] otherType = Messages.addresses(query, "203.0.113.4");
          otherType[12 + 11 + 1] = 28;
          byte[] noResponse = Messages.addresses(query, "203.0.113.5");
          noResponse[2] &= 0x7f;
          return List.of(
              otherId,
              otherName,
              otherSpelling,
              otherType,
              noResponse,
              new byte[] {query[0]},
              Messages.addresses(query, "192.0.2.1"));
        });
    Forwarder forwarder = forwarder();

    byte[] query = Messages.query(1, "a.example", RecordType.A);

    assertThat(client(forwarder).askBytes(query)).isEqualTo(Messages.addresses(query, "192.0.2.1"));
    assertThat(forwarder.counters().foreignAnswers()).isEqualTo(6);
    assertThat(bound).hasSize(1);
  }

  /** Right in everything but where it comes from. */
  @Test
  void onlyFromTheResolverThatWasAsked() throws IOException {
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      resolver.script(
          query -> {
            byte[] forged = Messages.addresses(query, "203.0.113.1");
            try {
              other.send(
                  new DatagramPacket(forged, forged.length, resolver.asked().getLast().from()));
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return List.of(Messages.addresses(query, "192.0.2.1"));
          });
      byte[] query = Messages.query(1, "a.example", RecordType.A);

      assertThat(client(forwarder()).askBytes(query))
          .isEqualTo(Messages.addresses(query, "192.0.2.1"));
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsAskedForElsewhere() throws IOException {
    ScriptedResolver broken =
        resolver(query -> List.of(Arrays.copyOf(Messages.addresses(query, "192.0.2.9"), 40)));
    Forwarder forwarder = forwarder(PATIENT, 1, broken.endpoint(), resolver.endpoint());
    byte[] query = Messages.query(1, "a.example", RecordType.A);

    assertThat(client(forwarder).askBytes(query)).isEqualTo(Messages.addresses(query, "192.0.2.1"));
    assertThat(forwarder.counters().malformedAnswers()).isOne();
    assertThat(forwarder.counters().foreignAnswers()).isZero();
  }

  @Test
  void aDeadResolverIsPassedOverAndThenAskedLast() throws Exception {
    ScriptedResolver dead = resolver(SILENT);
    Forwarder forwarder = forwarder(Duration.ofSeconds(4), 5, dead.endpoint(), resolver.endpoint());
    DnsClient client = client(forwarder);

    for (int i = 0; i < 3; i++) {
      assertThat(client.ask(Messages.query(i, "a.example", RecordType.A)).answers()).hasSize(1);
    }

    assertThat(dead.asked(1)).hasSize(1);
    assertThat(forwarder.counters().timeouts()).isOne();
  }

  @Test
  void oneThatIsNotThereIsKnownAtOnce() throws IOException {
    Forwarder forwarder = forwarder(PATIENT, 1, nobody(), resolver.endpoint());

    assertThat(client(forwarder).ask(Messages.query(1, "a.example", RecordType.A)).answers())
        .hasSize(1);
    assertThat(forwarder.counters().networkErrors()).isOne();
    assertThat(forwarder.counters().timeouts()).isZero();
  }

  @Test
  void whenNoneAnswersTheClientIsToldSo() throws Exception {
    ScriptedResolver dead = resolver(SILENT);
    Forwarder forwarder = forwarder(SHORT, 2, dead.endpoint());

    DnsMessage answer =
        client(forwarder).ask(Messages.query(1, "a.example", RecordType.A, 1232, 0, ""));

    assertThat(answer.code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(errors(answer))
        .containsExactly(
            new ExtendedError(
                ExtendedError.NO_REACHABLE_AUTHORITY,
                "postern: " + dead.endpoint() + " did not answer in time"));
    assertThat(dead.asked(2)).hasSize(2);
    assertThat(forwarder.counters().timeouts()).isEqualTo(2);
    assertThat(forwarder.counters().queries(Outcome.FAILED)).isOne();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void norWhenNobodyIsThere(boolean overTcp) throws IOException {
    DnsClient client = client(forwarder(PATIENT, 1, nobody()));
    byte[] query = Messages.query(1, "a.example", RecordType.A, 1232, 0, "");

    DnsMessage answer;
    if (overTcp) {
      client.stream(DnsClient.framed(query));
      answer = client.streamed();
    } else {
      answer = client.ask(query);
    }

    assertThat(answer.code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(errors(answer))
        .singleElement()
        .matches(error -> error.code() == ExtendedError.NETWORK_ERROR);
  }

  @ParameterizedTest
  @ValueSource(ints = {ResponseCode.SERVFAIL, ResponseCode.NOTIMP, ResponseCode.REFUSED})
  void oneThatWillNotIsPassedOverIfAnotherWill(int code) throws IOException {
    ScriptedResolver unwilling = resolver(query -> List.of(Messages.failure(query, code)));
    DnsClient client = client(forwarder(PATIENT, 2, unwilling.endpoint(), resolver.endpoint()));

    DnsMessage answered = client.ask(Messages.query(1, "a.example", RecordType.A));
    resolver.script(query -> List.of(Messages.failure(query, code)));
    DnsMessage unanswered = client.ask(Messages.query(2, "a.example", RecordType.A));

    assertThat(answered.answers()).hasSize(1);
    assertThat(unanswered.code()).isEqualTo(code);
    assertThat(unwilling.asked()).hasSize(2);
  }

  /** That a name does not exist is an answer. */
  @Test
  void aNameThatDoesNotExistIsNotAskedForElsewhere() throws IOException {
    ScriptedResolver first =
        resolver(query -> List.of(Messages.failure(query, ResponseCode.NXDOMAIN)));
    DnsClient client = client(forwarder(PATIENT, 1, first.endpoint(), resolver.endpoint()));

    assertThat(client.ask(Messages.query(1, "a.example", RecordType.A)).code())
        .isEqualTo(ResponseCode.NXDOMAIN);
    assertThat(resolver.asked()).isEmpty();
  }

  /** Nobody's answer is waited for by anybody else; one query too many is told so at once. */
  @Test
  void aSlowResolverHoldsUpNothingElse() throws IOException {
    limits = new ForwarderLimits(2, 2, 2, 2, PATIENT, PATIENT);
    resolver.script(ScriptedResolver.silentFor("slow"));
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);

    client.send(Messages.query(1, "slow1.example", RecordType.A));
    assertThat(client.ask(Messages.query(2, "fast.example", RecordType.A)).header().id())
        .isEqualTo(2);
    client.send(Messages.query(3, "slow2.example", RecordType.A));
    DnsMessage tooMany = client.ask(Messages.query(4, "fast.example", RecordType.A, 1232, 0, ""));

    assertThat(tooMany.header().id()).isEqualTo(4);
    assertThat(tooMany.code()).isEqualTo(ResponseCode.SERVFAIL);
    assertThat(errors(tooMany))
        .containsExactly(new ExtendedError(0, "postern: too many queries at a time"));
    assertThat(forwarder.counters().queries(Outcome.OVERLOADED)).isOne();
  }
}
