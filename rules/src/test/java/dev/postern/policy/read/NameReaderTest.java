package dev.postern.policy.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.NamePattern;
import dev.postern.rules.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and what only looks like one. */
class NameReaderTest {

  private final List<String> problems = new ArrayList<>();

  private @Nullable NamePattern read(String text) {
    return NameReader.read(
        text,
        Place.file("p"),
        (_, message, suggestion) ->
            problems.add(suggestion == null ? message : message + " (" + suggestion + ")"));
  }

  @ParameterizedTest
  @CsvSource({
    "api.example,api.example",
    "API.Example.,api.example",
    "*.cdn.example,*.cdn.example",
    "*.com,*.com",
    "_dmarc.a_b.example,_dmarc.a_b.example",
    "xn--mnchen-3ya.example,xn--mnchen-3ya.example",
    "xn--strae-oqa.example,xn--strae-oqa.example",
    "cart,cart",
    "1and1.example,1and1.example"
  })
  void reads(String text, String pattern) {
    assertThat(String.valueOf(read(text))).isEqualTo(pattern);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          * => would be every name
          *. => would be every name
          ** => would be every name
          **.example => write '*.example'
          a*.example => write '*.example'
          a.*.cdn.example => write '*.cdn.example'
          *.*.example => write '*.example'
          *com => first label
          münchen.example => write 'xn--mnchen-3ya.example'
          *.MÜNCHEN.example => write '*.xn--mnchen-3ya.example'
          straße.example => write 'xn--strae-oqa.example'
          １２７.example => write '127.example'
          a。example => write 'a.example'
          xn--Mnchen-3ya => `xn--mnchen-3ya`
          xn--example-.test => write 'example.test'
          xn--a.example => no name can have
          xn--99999999.example => no name can have
          xn--MNCHEN-j1a.example => write 'xn--
          10.0.0.0/8 => write 'cidr: 10.0.0.0/8'
          10.0.0.1 => write 'cidr: 10.0.0.1/32'
          [2001:db8::1] => write 'cidr: 2001:db8::1/128'
          2001:db8::1 => write 'cidr: 2001:db8::1/128'
          127.1 => 'cidr: 127.0.0.1/32'
          127.0.0.1. => 'cidr: 127.0.0.1/32'
          0177.0.0.1 => 'cidr: 127.0.0.1/32'
          0x7f.1 => 'cidr: 127.0.0.1/32'
          2130706433 => 'cidr: 127.0.0.1/32'
          169.254.43518 => 'cidr: 169.254.169.254/32'
          256.1.1.1 => the last label of one is not a number
          1.2.3.4.5 => the last label of one is not a number
          https://api.example/v1 => the name alone: 'api.example'
          api.example:443 => ports go under 'ports'
          a..example => has an empty label
          a.. => has an empty label
          .example => has an empty label
          a b.example => has a character
          a@b.example => has a character
          """)
  void refuses(String text, String part) {
    if (part.equals("xn--mnchen-3ya")) {
      // Upper case is no fault of its own.
      assertThat(String.valueOf(read(text))).isEqualTo(part);
      return;
    }
    assertThat(read(text)).isNull();
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst()).contains(part);
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 64})
  void aLabelHas63Characters(int length) {
    assertThat(read("a".repeat(length) + ".example") != null).isEqualTo(length == 63);
  }

  @Test
  void aNameHas253Characters() {
    String longest = "a".repeat(61) + (".b" + "c".repeat(62)).repeat(3);
    assertThat(longest).hasSize(253);
    assertThat(read(longest)).isNotNull();
    assertThat(read(longest + ".")).isNotNull();
    assertThat(read("a" + longest)).isNull();
  }

  @Test
  void aControlCharacterIsOfNoName() {
    assertThat(read("a\u0000.example")).isNull();
    assertThat(read("a\n.example")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a.cdn.example,true",
    "a.b.cdn.example,true",
    "cdn.example,false",
    "acdn.example,false",
    ".cdn.example,false",
    "a.cdn.example.evil,false"
  })
  void aWildcardIsOneLabelOrMoreWithoutTheApex(String name, boolean matches) {
    assertThat(Objects.requireNonNull(read("*.cdn.example")).matches(name)).isEqualTo(matches);
  }
}
