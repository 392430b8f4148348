package dev.postern.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.1, 192.0.2.1",
    "::, ::",
    "::1, ::1",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:DB8::A, 2001:db8::a",
    "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:0:0:0:0:0, 1::",
    "fe80::1.2.3.4, fe80::102:304",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
  })
  void readsAndWritesTheCanonicalForm(String text, String canonical) {
    assertThat(ip(text)).hasToString(canonical);
    assertThat(ip(canonical)).isEqualTo(ip(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "127.1",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "1.2.3.04",
        "256.1.1.1",
        "1.2.3.-4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "1.2.3.",
        "0x7f.0.0.1",
        "1..2.3",
        "١.2.3.4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "[::1]",
        "::1.2.3",
        "::1.2.3.04",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "localhost",
        "10.0.0.0/8"
      })
  void refusesEverythingElse(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @Test
  void knowsFamilyAndUnspecified() {
    assertThat(ip("1.2.3.4").isV4()).isTrue();
    assertThat(ip("1.2.3.4").bits()).isEqualTo(32);
    assertThat(ip("::1.2.3.4").isV4()).isFalse();
    assertThat(ip("::").bits()).isEqualTo(128);
    assertThat(ip("0.0.0.0").isUnspecified()).isTrue();
    assertThat(ip("::").isUnspecified()).isTrue();
    assertThat(ip("::1").isUnspecified()).isFalse();
    assertThat(IpAddress.v4(0xc0000201)).isEqualTo(ip("192.0.2.1"));
  }

  @Test
  void sortsAsUnsignedNumbers() {
    assertThat(ip("::1")).isLessThan(ip("ffff::"));
    assertThat(ip("128.0.0.0")).isGreaterThan(ip("127.255.255.255"));
  }

  @Test
  void isEqualToWhatHasTheSameBits() {
    IpAddress address = new IpAddress(0x1234_5678_9abc_def0L, 0x0fed_cba9_8765_4321L);
    IpAddress same = new IpAddress(address.high(), address.low());
    assertThat(address).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(same).isEqualTo(address);
    for (int bit = 0; bit < 64; bit++) {
      IpAddress high = new IpAddress(address.high() ^ (1L << bit), address.low());
      IpAddress low = new IpAddress(address.high(), address.low() ^ (1L << bit));
      assertThat(address).isNotEqualTo(high).isNotEqualTo(low);
      assertThat(high).isNotEqualTo(address).isNotEqualTo(low);
    }
    assertThat(address).isNotEqualTo(null).isNotEqualTo("1234:5678:9abc:def0:fed:cba9:8765:4321");
  }

  /** Addresses of one network shall not meet in one bucket. */
  @Test
  void hashesNeighboursApart() {
    Set<Integer> v4 = new HashSet<>();
    Set<Integer> v6 = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      v4.add(IpAddress.v4(0xc0000200 + i).hashCode());
      v6.add(new IpAddress(0x2001_0db8_0000_0000L, i).hashCode());
    }
    assertThat(v4).hasSize(1_000);
    assertThat(v6).hasSize(1_000);
  }
}
