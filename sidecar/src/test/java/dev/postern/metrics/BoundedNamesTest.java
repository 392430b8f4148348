package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedNamesTest {

  @Test
  void namesAreShownAsTheyAre() {
    assertThat(BoundedNames.safe("nginx")).isEqualTo("nginx");
    assertThat(BoundedNames.safe("say \"hi\" \\o/")).isEqualTo("say \"hi\" \\o/");
    assertThat(BoundedNames.safe("größe")).isEqualTo("größe");
  }

  @Test
  void noNameIsUnknown() {
    assertThat(BoundedNames.safe(null)).isEqualTo("unknown");
    assertThat(BoundedNames.safe("")).isEqualTo("unknown");
    assertThat(BoundedNames.safe(" \t ")).isEqualTo("\\t");
    assertThat(BoundedNames.safe("   ")).isEqualTo("unknown");
  }

  @Test
  void nobodyCanCallItselfOneOfOurWords() {
    assertThat(BoundedNames.safe("other")).isEqualTo("./other");
    assertThat(BoundedNames.safe("unknown")).isEqualTo("./unknown");
    assertThat(BoundedNames.safe(" other ")).isEqualTo("./other");
  }

  @Test
  void controlCharactersAreTakenOut() {
    assertThat(BoundedNames.safe("a\nb\r\u001b[31mc\u0000\u202e"))
        .isEqualTo("a\\nb\\r\ufffd[31mc\ufffd\ufffd");
    assertThat(BoundedNames.safe("half\ud83d")).isEqualTo("half\ufffd");
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    assertThat(BoundedNames.safe("x".repeat(64))).isEqualTo("x".repeat(64));
    assertThat(BoundedNames.safe("x".repeat(5000))).isEqualTo("x".repeat(64));
    assertThat(BoundedNames.safe("x".repeat(63) + "\ud83d\ude00")).isEqualTo("x".repeat(63));
    assertThat(BoundedNames.safe("\n".repeat(64))).isEqualTo("\\n".repeat(32));
  }

  @Test
  void onlySoManyAreAdmittedAndTheFirstStay() {
    BoundedNames names = new BoundedNames(3);

    assertThat(IntStream.range(0, 1_000_000).mapToObj(i -> names.admit("p" + i)).distinct())
        .containsExactly("p0", "p1", "p2", "other");
    assertThat(names.admit("p1")).isEqualTo("p1");
    assertThat(names.admit("other")).isEqualTo("other");
    assertThat(names.admit(null)).isEqualTo("unknown");
  }

  @Test
  void theNamelessTakeNobodysPlace() {
    BoundedNames names = new BoundedNames(1);
    names.admit(null);

    assertThat(names.admit("sh")).isEqualTo("sh");
  }
}
