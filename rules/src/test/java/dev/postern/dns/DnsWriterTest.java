package dev.postern.dns;

import static dev.postern.dns.MessageBytes.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written can be read, and says what it should. */
class DnsWriterTest {

  private static final ExtendedError BLOCKED =
      new ExtendedError(ExtendedError.BLOCKED, "postern: a.example is in no policy");

  @Test
  void aQueryAsksForRecursion() throws DnsFormatException {
    Question question = new Question(DnsName.of("Api.example"), RecordType.AAAA, Question.IN);

    DnsMessage query = DnsMessage.read(DnsWriter.query(0xffff, question));

    assertThat(query.header()).isEqualTo(new DnsHeader(0xffff, DnsHeader.RD));
    assertThat(query.question().isSpelledLike(question)).isTrue();
    assertThat(query.edns()).isNull();
  }

  /** An option and a record that its sender put there are not passed on. */
  @Test
  void aQueryForAnotherHasItsQuestionAndWishesOnly() throws DnsFormatException {
    DnsMessage asked =
        MessageBytes.header(0x0170, 1, 0, 0, 2)
            .name("aPi.example")
            .u16(1)
            .u16(1)
            .a("secret.example", 1, 192, 0, 2, 1)
            .opt(4096, 0x8000, "000a000401020304")
            .read();

    byte[] written = DnsWriter.query(7, asked, 1400);
    DnsMessage query = DnsMessage.read(written);

    assertThat(query.header())
        .isEqualTo(new DnsHeader(7, DnsHeader.RD | DnsHeader.AD | DnsHeader.CD));
    assertThat(query.question().isSpelledLike(asked.question())).isTrue();
    assertThat(query.edns()).isEqualTo(new Edns(1400, 0, 0, true, List.of()));
    assertThat(written).hasSize(12 + 13 + 4 + 11);
  }

  @Test
  void withoutEdnsItHasNone() throws DnsFormatException {
    DnsMessage asked = query("a.example", 1, 0).read();

    assertThat(DnsMessage.read(DnsWriter.query(7, asked, 1400)).edns()).isNull();
  }

  @Test
  void aResponseRepeatsItsQuery() throws DnsFormatException {
    DnsMessage query =
        MessageBytes.header(0x0110, 1, 0, 0, 1)
            .name("A.example")
            .u16(65)
            .u16(1)
            .opt(1232, 0x8000, "")
            .read();

    DnsMessage response =
        DnsMessage.read(DnsWriter.response(query, ResponseCode.NXDOMAIN, BLOCKED));

    assertThat(response.header()).isEqualTo(new DnsHeader(0x1234, 0x8193));
    assertThat(response.question().isSpelledLike(query.question())).isTrue();
    assertThat(response.edns()).isEqualTo(new Edns(1232, 0, 0, true, List.of(BLOCKED)));
    assertThat(response.code()).isEqualTo(ResponseCode.NXDOMAIN);
  }

  @Test
  void withoutEdnsThereIsNoReason() throws DnsFormatException {
    byte[] response =
        DnsWriter.response(query("a.example", 1, 0).read(), ResponseCode.REFUSED, BLOCKED);

    assertThat(DnsMessage.read(response).code()).isEqualTo(ResponseCode.REFUSED);
    assertThat(DnsMessage.read(response).edns()).isNull();
    assertThat(response).hasSize(12 + 11 + 4);
  }

  @Test
  void aReasonThatDoesNotFitLosesItsText() throws DnsFormatException {
    DnsMessage query = query("a.example", 1, 1).opt(512, 0, "").read();
    int room = 512 - (12 + 11 + 4) - 11 - 6;

    assertThat(text(DnsWriter.response(query, 3, new ExtendedError(15, "x".repeat(room)))))
        .hasSize(room);
    assertThat(text(DnsWriter.response(query, 3, new ExtendedError(15, "x".repeat(room + 1)))))
        .isEmpty();
  }

  private static String text(byte[] response) throws DnsFormatException {
    assertThat(response).hasSizeLessThanOrEqualTo(512);
    return Objects.requireNonNull(DnsMessage.read(response).edns()).errors().getFirst().text();
  }

  @Test
  void theUpperBitsOfACodeAreInTheOptRecord() throws DnsFormatException {
    DnsMessage query = query("a.example", 1, 1).opt(512, 0x0001_0000, "").read();

    DnsMessage response = DnsMessage.read(DnsWriter.response(query, ResponseCode.BADVERS, null));

    assertThat(Objects.requireNonNull(query.edns()).version()).isEqualTo(1);
    assertThat(response.code()).isEqualTo(ResponseCode.BADVERS);
    assertThat(Objects.requireNonNull(response.edns()).version()).isZero();
  }

  @Test
  void truncatedSaysSoAndNothingElse() throws DnsFormatException {
    DnsMessage response = DnsMessage.read(DnsWriter.truncated(query("a.example", 1, 0).read()));

    assertThat(response.header()).isEqualTo(new DnsHeader(0x1234, 0x8380));
    assertThat(response.answers()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsAnsweredByItsHeader() {
    byte[] query = query("a.example", 1, 0).u8(0).bytes();

    assertThat(DnsWriter.formatError(query))
        .isEqualTo(new MessageBytes().hex("1234 8101 0000 0000 0000 0000").bytes());
  }

  /** One byte less than a header; a response, to which nobody waits for an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"1234 0100 0001 0000 0000 00", "1234 8100 0001 0000 0000 0000"})
  void orNotAtAll(String bytes) {
    assertThat(DnsWriter.formatError(new MessageBytes().hex(bytes).bytes())).isNull();
  }
}
