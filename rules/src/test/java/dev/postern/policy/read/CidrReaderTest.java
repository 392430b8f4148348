package dev.postern.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks, and forms of them that are not read alike everywhere. */
class CidrReaderTest {

  private final List<String> problems = new ArrayList<>();

  private @Nullable Cidr read(String text) {
    return CidrReader.read(
        text,
        Place.file("p"),
        (_, message, suggestion) ->
            problems.add(suggestion == null ? message : message + " (" + suggestion + ")"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.0.0.0/8",
    "0.0.0.0/0,0.0.0.0/0",
    "::/0,::/0",
    "2001:DB8:0::/48,2001:db8::/48",
    "192.0.2.7,192.0.2.7/32",
    "2001:db8::1,2001:db8::1/128"
  })
  void reads(String text, String block) {
    assertThat(String.valueOf(read(text))).isEqualTo(block);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          10.0.0.5/8 => (the network is 10.0.0.0/8, the address alone 10.0.0.5/32)
          2001:db8::1/64 => (the network is 2001:db8::/64, the address alone 2001:db8::1/128)
          10.0.0.0/33 => from 0 to 32
          2001:db8::/129 => from 0 to 128
          10.0.0.0/ => from 0 to 32
          10.0.0.0/-1 => from 0 to 32
          10.0.0.0/08 => (without the leading zero)
          10.0.0.0/255.0.0.0 => (write '10.0.0.0/8')
          10.0.0.0/255.0.255.0 => from 0 to 32
          ::ffff:10.0.0.0/104 => (write '10.0.0.0/8')
          ::ffff:10.0.0.1 => (write '10.0.0.1/32')
          ::ffff:10.0.0.0/8 => is an IPv4 address in IPv6's form
          ::ffff:0:0/96 => (write '0.0.0.0/0')
          010.0.0.0/8 => (write '8.0.0.0/8')
          0x0a.0.0.0/8 => (write '10.0.0.0/8')
          10/8 => (write '10.0.0.0/8')
          192.168/16 => (write '192.168.0.0/16')
          127.1 => (write '127.0.0.1')
          2130706433 => (write '127.0.0.1')
          [2001:db8::]/32 => (write '2001:db8::/32')
          fe80::1%eth0 => names an interface
          api.example => (names go under 'fqdn')
          evil/8 => is not a block of addresses
          `` => is not a block of addresses
          """)
  void refuses(String text, String part) {
    assertThat(read(text)).isNull();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).contains(part);
  }
}
