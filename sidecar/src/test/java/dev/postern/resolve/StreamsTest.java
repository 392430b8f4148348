package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.DnsMessage;
import dev.postern.dns.RecordType;
import dev.postern.dns.ResponseCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries over TCP. */
class StreamsTest extends ForwardedTest {

  StreamsTest() throws IOException {}

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void areAskedOverTcp(String host) throws IOException {
    DnsClient client = client(host, forwarder());

    client.stream(DnsClient.framed(Messages.query(9, "A.example", RecordType.A)));

    DnsMessage answer = client.streamed();
    assertThat(answer.header().id()).isEqualTo(9);
    assertThat(answer.answers()).hasSize(1);
    assertThat(resolver.asked()).singleElement().matches(ScriptedResolver.Asked::overTcp);
    assertThat(bound).hasSize(1);
  }

  /** A bad name behind a good one in one segment gets past who looks at the first only. */
  @Test
  void areEachJudgedAlone() throws IOException {
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(DnsClient.framed(Messages.query(1, "a.example", RecordType.A)));
    segment.writeBytes(DnsClient.framed(Messages.query(2, "evil.test", RecordType.A)));
    segment.writeBytes(DnsClient.framed(Messages.query(3, "b.example", RecordType.A)));

    client.stream(segment.toByteArray());
    List<DnsMessage> answers = List.of(client.streamed(), client.streamed(), client.streamed());

    assertThat(answers)
        .extracting(answer -> answer.header().id())
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(answers)
        .allMatch(
            answer ->
                answer.code()
                    == (answer.header().id() == 2 ? ResponseCode.NXDOMAIN : ResponseCode.NOERROR));
    assertThat(resolver.asked())
        .extracting(asked -> Messages.read(asked.query()).question().name().text())
        .containsExactlyInAnyOrder("a.example", "b.example");
    assertThat(forwarder.counters().queries(Outcome.REFUSED)).isOne();
  }

  @Test
  void mayBeCutAnywhere() throws IOException {
    DnsClient client = client(forwarder());

    for (byte b : DnsClient.framed(Messages.query(4, "a.example", RecordType.A))) {
      client.stream(new byte[] {b});
    }

    assertThat(client.streamed().header().id()).isEqualTo(4);
  }

  /** More than may wait at a time, in one piece: the rest is read when there is room. */
  @Test
  void areAllAnsweredHoweverManyComeAtOnce() throws IOException {
    limits = new ForwarderLimits(4, 4, 4, 2, PATIENT, PATIENT);
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (int i = 0; i < 50; i++) {
      segment.writeBytes(DnsClient.framed(Messages.query(i, "a.example", RecordType.A)));
    }

    client.stream(segment.toByteArray());

    List<Integer> ids = IntStream.range(0, 50).mapToObj(_ -> id(client)).sorted().toList();
    assertThat(ids).isEqualTo(IntStream.range(0, 50).boxed().toList());
    assertThat(forwarder.counters().queries(Outcome.ANSWERED)).isEqualTo(50);
  }

  private static int id(DnsClient client) {
    try {
      return client.streamed().header().id();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aQueryThatCannotBeReadIsAFormatErrorAndTheStreamGoesOn() throws IOException {
    DnsClient client = client(forwarder());
    byte[] query = Messages.query(1, "a.example", RecordType.A);

    client.stream(DnsClient.framed(Arrays.copyOf(query, query.length + 1)));
    client.stream(DnsClient.framed(query));

    // FORMERR has no question, so that the strict reader of this test cannot take it.
    assertThat(client.streamedBytes()).hasSize(12).startsWith(0, 1, 0x81, 0x01);
    assertThat(client.streamed().answers()).hasSize(1);
  }

  /** Shorter than a header, longer than any query. */
  @ParameterizedTest
  @ValueSource(ints = {0, 11, 2049, 65535})
  void aLengthThatIsNoneEndsTheStream(int length) throws IOException {
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);

    client.stream(new byte[] {(byte) (length >> 8), (byte) length});

    assertThat(client.isClosedByServer()).isTrue();
    assertThat(forwarder.counters().queries(Outcome.MALFORMED)).isOne();
  }

  /** Cut within a length, and within a message. */
  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void whatAStreamEndsInTheMiddleOfIsNoQuery(int bytes) throws IOException {
    Forwarder forwarder = forwarder();
    DnsClient client = client(forwarder);

    client.stream(
        Arrays.copyOf(DnsClient.framed(Messages.query(1, "a.example", RecordType.A)), bytes));
    client.endStream();

    assertThat(client.isClosedByServer()).isTrue();
    assertThat(forwarder.counters().queries(Outcome.MALFORMED)).isZero();
  }

  @Test
  void aStreamThatSaysNothingIsClosed() throws IOException {
    limits = new ForwarderLimits(2, 2, 2, 2, Duration.ofMillis(50), PATIENT);
    DnsClient client = client(forwarder());

    client.stream(new byte[] {0});

    assertThat(client.isClosedByServer()).isTrue();
  }

  @Test
  void oneTooManyCostsTheOldestThatWaitsForNothingItsPlace() throws Exception {
    limits = new ForwarderLimits(4, 4, 2, 4, PATIENT, PATIENT);
    resolver.script(ScriptedResolver.silentFor("slow"));
    Forwarder forwarder = forwarder();
    DnsClient waiting = client(forwarder);
    DnsClient idle = client(forwarder);
    DnsClient third = client(forwarder);

    waiting.stream(DnsClient.framed(Messages.query(1, "slow.example", RecordType.A)));
    idle.stream(DnsClient.framed(Messages.query(2, "a.example", RecordType.A)));
    idle.streamed();
    third.stream(DnsClient.framed(Messages.query(3, "slow.example", RecordType.A)));

    assertThat(idle.isClosedByServer()).isTrue();
    resolver.asked(3);
    DnsClient fourth = client(forwarder);
    fourth.stream(new byte[] {0});
    assertThat(fourth.isClosedByServer()).isTrue();
    assertThat(forwarder.counters().refusedConnections()).isEqualTo(2);
  }
}
