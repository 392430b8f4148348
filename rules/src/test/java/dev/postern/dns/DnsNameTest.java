package dev.postern.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsNameTest {

  private static final String LABEL = "a".repeat(63);
  private static final String LONGEST = LABEL + "." + LABEL + "." + LABEL + "." + "a".repeat(61);

  @ParameterizedTest
  @CsvSource({
    "api.example, api.example",
    "Api.EXAMPLE., api.example",
    "_dns._udp.a_b.example, _dns._udp.a_b.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "'a\\.b.example', 'a\\046b.example'",
    "'a\\032b\\000\\255', 'a\\032b\\000\\255'",
    "'\\\\.example', '\\092.example'",
    "., ."
  })
  void textIsCanonical(String written, String text) {
    assertThat(DnsName.of(written).text()).isEqualTo(text);
    assertThat(DnsName.of(DnsName.of(written).text())).isEqualTo(DnsName.of(written));
  }

  /** A suffix that policy looks for must begin at a label. */
  @Test
  void aDotInsideALabelPartsNothing() {
    DnsName name = DnsName.of("evil\\.example.test");

    assertThat(name.text()).doesNotEndWith(".example.test").isEqualTo("evil\\046example.test");
    assertThat(name).isNotEqualTo(DnsName.of("evil.example.test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        ".a",
        "a..b",
        "a..",
        "bücher.example",
        "a b",
        "a\nb",
        "a\\",
        "a\\25",
        "a\\256",
        "a\\2x5",
        "a\\é"
      })
  void whatIsNoNameIsNotRead(String text) {
    assertThat(DnsName.parse(text)).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> DnsName.of(text));
  }

  @Test
  void lengthsEndAtTheirLimits() {
    assertThat(DnsName.parse(LONGEST)).isNotNull();
    assertThat(DnsName.parse(LONGEST + ".")).isNotNull();
    assertThat(DnsName.of(LONGEST).wireLength()).isEqualTo(255);
    assertThat(DnsName.parse(LONGEST + "a")).isNull();
    assertThat(DnsName.parse("a" + LABEL)).isNull();
    assertThat(DnsName.of("a.".repeat(127)).wireLength()).isEqualTo(255);
    assertThat(DnsName.parse("a.".repeat(128))).isNull();
  }

  @Test
  void caseTellsNoNamesApartButSpellingsDo() {
    DnsName lower = DnsName.of("api.example");
    DnsName mixed = DnsName.of("aPI.eXample");

    assertThat(mixed).isEqualTo(lower).hasSameHashCodeAs(lower);
    assertThat(mixed.isSpelledLike(lower)).isFalse();
    assertThat(mixed.isSpelledLike(DnsName.of("aPI.eXample"))).isTrue();
  }

  /** Only letters have case: 0x40 and 0x60 differ in the same bit as A and a. */
  @Test
  void otherBytesAreNotFolded() {
    assertThat(DnsName.of("a@b")).isNotEqualTo(DnsName.of("a`b"));
    assertThat(DnsName.of("a[b")).isNotEqualTo(DnsName.of("a{b"));
    assertThat(DnsName.of("\\193")).isNotEqualTo(DnsName.of("\\225"));
    assertThat(DnsName.of("ab.c")).isNotEqualTo(DnsName.of("a.bc"));
  }

  @Test
  void caseIsThatOfAsciiInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.of("tr"));
      assertThat(DnsName.of("FILES.EXAMPLE").text()).isEqualTo("files.example");
    } finally {
      Locale.setDefault(before);
    }
  }
}
