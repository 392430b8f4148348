package dev.postern.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Objects;

/** Whatever the bytes: they are read or refused with a reason, and what is written can be read. */
class DnsMessageFuzz {

  @FuzzTest
  void read(byte[] bytes) {
    byte[] error = DnsWriter.formatError(bytes);
    if (error != null) {
      assertThat(error).hasSize(DnsHeader.LENGTH).startsWith(bytes[0], bytes[1]);
    }
    DnsMessage message;
    try {
      message = DnsMessage.read(bytes);
    } catch (DnsFormatException e) {
      assertThat(e)
          .hasMessageMatching("[\\w' ]+( instead of \\w+|, not of \\d+ each)?, at byte \\d+");
      return;
    }
    DnsName name = message.question().name();
    assertThat(DnsName.of(name.text())).isEqualTo(name);
    answers(message);
    try {
      writtenIsRead(bytes, message);
    } catch (DnsFormatException e) {
      throw new AssertionError("unreadable although written here", e);
    }
  }

  private static void answers(DnsMessage message) {
    Answer answer = Answer.of(message);
    assertThat(answer.ttl()).isNotNegative();
    assertThat(answer.addresses()).doesNotHaveDuplicates();
    assertThat(answer.aliases()).hasSizeLessThanOrEqualTo(AliasChain.MOST_ALIASES);
    if (message.answers().isEmpty()) {
      assertThat(answer.addresses()).isEmpty();
    }
  }

  private static void writtenIsRead(byte[] bytes, DnsMessage message) throws DnsFormatException {
    ExtendedError why = new ExtendedError(ExtendedError.BLOCKED, message.question().toString());
    byte[] refusal = DnsWriter.response(message, ResponseCode.NXDOMAIN, why);
    DnsMessage refused = DnsMessage.read(refusal);
    assertThat(refused.question().isSpelledLike(message.question())).isTrue();
    assertThat(refused.code()).isEqualTo(ResponseCode.NXDOMAIN);
    assertThat(refused.edns() == null).isEqualTo(message.edns() == null);
    if (refused.edns() != null) {
      int takes = Objects.requireNonNull(message.edns()).udpSize();
      assertThat(refusal).hasSizeLessThanOrEqualTo(takes);
    }
    DnsMessage asked = DnsMessage.read(DnsWriter.query(1, message, Edns.COMMON_SIZE));
    assertThat(asked.question().isSpelledLike(message.question())).isTrue();
    DnsMessage rewritten = DnsMessage.read(EncryptedHello.removedFrom(bytes, message));
    assertThat(EncryptedHello.isIn(rewritten)).isFalse();
    assertThat(Answer.of(rewritten)).isEqualTo(Answer.of(message));
  }
}
