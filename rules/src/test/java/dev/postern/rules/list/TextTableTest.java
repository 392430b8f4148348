package dev.postern.rules.list;

import static dev.postern.rules.list.TestLists.many;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTableTest {

  @TempDir Path folder;
  private final Random random = new Random(20_260_212);

  /** Few letters, so that many are the same; Latin-1, others, and beyond 16 bits. */
  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      word.append(List.of("a", "B", "é", "ж", "😀", "-").get(random.nextInt(6)));
    }
    return word.toString();
  }

  @Test
  void holdsItsEntriesAndNothingElse() throws IOException {
    for (int round = 0; round < 5; round++) {
      List<String> entries = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        entries.add(word());
      }
      Predicate<String> table =
          TestLists.read(folder, entries).texts(/* anyCase= */ false, TestLists::fail);
      Predicate<String> anyCase =
          TestLists.read(folder, entries).texts(/* anyCase= */ true, TestLists::fail);
      Set<String> set = new HashSet<>(entries);
      Set<String> folded = new HashSet<>();
      entries.forEach(entry -> folded.add(entry.toLowerCase(Locale.ROOT)));
      assertThat(entries).allMatch(table);
      for (int i = 0; i < 5_000; i++) {
        String word = word();
        assertThat(table.test(word)).as(word).isEqualTo(set.contains(word));
        String lower = word.toLowerCase(Locale.ROOT);
        assertThat(anyCase.test(lower)).as(lower).isEqualTo(folded.contains(lower));
      }
      assertThat(table.test("")).isFalse();
    }
  }

  /** Whoever writes a feed cannot make texts of one hash, so the table is made by hand. */
  @Test
  void aTextOfTheSameHashIsNotHeld() {
    long secret = 7;
    long hash = TextTable.hash(secret, "evil", false);
    LongBuffer slots = LongBuffer.allocate(2 * TextTable.WIDTH);
    int slot = ((int) hash & 1) * TextTable.WIDTH;
    slots.put(slot, hash).put(slot + 1, TextTable.reference(0, 4, false, false));
    ByteBuffer good = ByteBuffer.wrap("good".getBytes(StandardCharsets.US_ASCII));
    ByteBuffer evil = ByteBuffer.wrap("evil".getBytes(StandardCharsets.US_ASCII));
    assertThat(new TextTable(slots, good, secret).test("evil")).isFalse();
    assertThat(new TextTable(slots, evil, secret).test("evil")).isTrue();
  }

  @Test
  void manyTimesTheSameEntryCostsOneSlot() throws IOException {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      entries.add(i % 2 == 0 ? "same" : "other");
    }
    Predicate<String> table = TestLists.read(folder, entries).texts(false, TestLists::fail);
    assertThat(table.test("same")).isTrue();
    assertThat(table.test("other")).isTrue();
    assertThat(table.test("third")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, true",
    "www.evil.example, false",
    "evil.example.org, false",
    "below.example, false",
    "a.below.example, true",
    "b.a.below.example, true",
    "notbelow.example, false",
    "example, false",
    "upper.example, true",
    "dotted.example, true",
    "xn--bcher-kva.example, true",
    "under_score.example, true",
    "both.example, true",
    "x.both.example, true",
  })
  void domains(String name, boolean held) throws IOException {
    List<String> entries =
        List.of(
            "evil.example",
            "*.below.example",
            "UPPER.Example",
            "dotted.example.",
            "bücher.example",
            "under_score.example",
            "both.example",
            "*.Both.example.");
    assertThat(TestLists.read(folder, many(entries)).domains(TestLists::fail).test(name))
        .isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1",
    "2001:db8::1",
    "evil..example",
    ".example",
    "*",
    "*.",
    ".",
    "a b",
    "*.*.example",
    "http://evil.example/",
    "evil.example:443",
    "10.0.0.0/8",
    "1",
    "-",
  })
  void whatIsNoDomainName(String text) {
    boolean single = text.equals("-"); // a label, however odd
    assertThat(DomainName.parse(text) != null).isEqualTo(single);
    assertThat(DomainName.parse("a".repeat(64) + ".example")).isNull();
    assertThat(DomainName.parse("a.".repeat(127) + "example")).isNull();
  }
}
