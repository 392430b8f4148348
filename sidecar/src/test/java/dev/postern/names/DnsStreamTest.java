package dev.postern.names;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsStreamTest {

  private static final byte[] STREAM = "\0\3one\0\4twos\0\0\0\5third".getBytes(US_ASCII);

  private final DnsStream stream = new DnsStream();
  private final List<String> messages = new ArrayList<>();

  private void add(int sequence, byte[] data) {
    stream.add(
        sequence,
        data,
        message -> {
          messages.add(new String(message, US_ASCII));
          return !messages.getLast().equals("bad");
        });
  }

  private static byte[] part(int from, int to) {
    return Arrays.copyOfRange(STREAM, from, to);
  }

  @Test
  void messagesInOneSegment() {
    add(7, STREAM);
    assertThat(messages).containsExactly("one", "twos", "", "third");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000, Integer.MAX_VALUE - 3, -5})
  void aByteAtATimeFromAnyNumber(int first) {
    for (int i = 0; i < STREAM.length; i++) {
      add(first + i, part(i, i + 1));
    }
    assertThat(messages).containsExactly("one", "twos", "", "third");
  }

  /** Any cutting, any order behind the first, and some of it twice. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void segmentsOutOfOrderAndAgain(long seed) {
    Random random = new Random(seed);
    List<int[]> parts = new ArrayList<>();
    for (int at = 1; at < STREAM.length; ) {
      int end = Math.min(STREAM.length, at + 1 + random.nextInt(5));
      parts.add(new int[] {Math.max(1, at - random.nextInt(3)), end});
      at = end;
    }
    parts.addAll(List.copyOf(parts.subList(0, 2)));
    Collections.shuffle(parts, random);
    add(Integer.MAX_VALUE, part(0, 1));
    parts.forEach(each -> add(Integer.MAX_VALUE + each[0], part(each[0], each[1])));
    assertThat(messages).containsExactly("one", "twos", "", "third");
  }

  @Test
  void aHoleThatStaysEndsIt() {
    add(0, part(0, 3));
    for (int i = 0; i < 65; i++) {
      add(100 + 2 * i, new byte[1]);
    }
    add(3, part(3, STREAM.length));
    assertThat(messages).isEmpty();
  }

  @Test
  void soDoesWhatIsNoMessage() {
    add(0, "\0\3bad\0\4good".getBytes(US_ASCII));
    add(11, STREAM);
    assertThat(messages).containsExactly("bad");
  }

  @Test
  void soDoesTooMuchBehindOne() {
    add(0, part(0, 3));
    add(100, new byte[(1 << 16) + 1]);
    add(3, part(3, STREAM.length));
    assertThat(messages).isEmpty();
  }
}
