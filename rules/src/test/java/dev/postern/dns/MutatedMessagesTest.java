package dev.postern.dns;

import static dev.postern.dns.MessageBytes.QUESTION;
import static dev.postern.dns.MessageBytes.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fuzz target with inputs that are the same in every run: messages with some bytes wrong. */
class MutatedMessagesTest {

  private static final int INPUTS = 20_000;
  private static final int MOST_CHANGES = 4;

  private static final List<byte[]> MESSAGES =
      List.of(
          MessageBytes.query("www.example", 28, 1).opt(1232, 0x8000, "000a000401020304").bytes(),
          response("www.example", 1, 3, 1)
              .pointer(QUESTION)
              .fixed(5, 60, 6)
              .label("cdn")
              .pointer(QUESTION + 4)
              .pointer(41)
              .address(30, 192, 0, 2, 1)
              .pointer(41)
              .address(30, 192, 0, 2, 2)
              .opt(1232, 0, "000f0006000f61626364")
              .bytes(),
          response("www.example", 65, 1)
              .pointer(QUESTION)
              .fixed(65, 60, 28)
              .hex("0001 00 0000 0002 0005 0001 0002 0268 0004 0004 c0000201 0005 0001 01")
              .bytes());

  @Test
  void theMessagesThemselvesAreRight() {
    assertThat(MESSAGES)
        .allSatisfy(
            bytes -> assertThatCode(() -> DnsMessage.read(bytes)).doesNotThrowAnyException());
  }

  @Test
  void noneIsTooMuch() {
    Random random = new Random(6);
    int read = 0;
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = mutated(random);
      assertThatCode(() -> new DnsMessageFuzz().read(input))
          .as(() -> "input " + HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
      read += isRead(input) ? 1 : 0;
    }
    assertThat(read).as("both ways are gone").isBetween(INPUTS / 10, INPUTS * 9 / 10);
  }

  private static boolean isRead(byte[] input) {
    try {
      DnsMessage.read(input);
      return true;
    } catch (DnsFormatException e) {
      return false;
    }
  }

  private static byte[] mutated(Random random) {
    byte[] message = MESSAGES.get(random.nextInt(MESSAGES.size())).clone();
    for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
      int at = random.nextInt(message.length);
      switch (random.nextInt(5)) {
        case 0 -> message[at] = (byte) random.nextInt();
        case 1 -> message[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> message[at] += (byte) (random.nextInt(3) - 1);
        case 3 -> message[at] = (byte) 0xc0;
        default -> message = random.nextInt(4) > 0 ? message : resized(message, random);
      }
    }
    return message;
  }

  private static byte[] resized(byte[] message, Random random) {
    return Arrays.copyOf(message, Math.max(1, message.length + random.nextInt(9) - 4));
  }
}
