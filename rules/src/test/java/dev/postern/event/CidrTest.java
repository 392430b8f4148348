package dev.postern.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "10.1.2.3/0, 0.0.0.0/0",
    "10.1.2.3/32, 10.1.2.3/32",
    "2001:db8::1/32, 2001:db8::/32",
    "2001:db8:ffff:ffff:ffff::1/65, 2001:db8:ffff:ffff:8000::/65",
    "ff::1/0, ::/0",
    "::1/128, ::1/128",
    "1:2:3:4:5::/64, 1:2:3:4::/64",
  })
  void clearsHostBits(String text, String canonical) {
    assertThat(Cidr.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/1a",
        "10.0.0.0/0008",
        "::/129",
        "10/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0/8/8"
      })
  void refusesEverythingElse(String text) {
    assertThat(Cidr.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/31, 10.0.0.1, true",
    "10.0.0.0/31, 10.0.0.2, false",
    "10.0.0.7/32, 10.0.0.7, true",
    "10.0.0.7/32, 10.0.0.6, false",
    "0.0.0.0/0, 255.1.2.3, true",
    "0.0.0.0/0, ::1, false",
    "::/0, ::1, true",
    "::/0, 1.2.3.4, false",
    "10.0.0.0/8, ::ffff:10.1.1.1, true",
    "2001:db8::/63, 2001:db8:0:1::1, true",
    "2001:db8::/64, 2001:db8:0:1::1, false",
    "2001:db8::/65, 2001:db8::7fff:0:0:0, true",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "::1/128, ::2, false",
  })
  void contains(String block, String address, boolean expected) {
    Cidr cidr = Objects.requireNonNull(Cidr.parse(block));
    assertThat(cidr.contains(Objects.requireNonNull(IpAddress.parse(address)))).isEqualTo(expected);
  }
}
