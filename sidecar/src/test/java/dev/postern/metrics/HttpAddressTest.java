package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9464,127.0.0.1:9464",
    "127.0.0.1:0,127.0.0.1:0",
    "127.0.0.1:65535,127.0.0.1:65535",
    ":9464,0.0.0.0:9464",
    "[::1]:9464,[::1]:9464",
    "[::]:9464,[::]:9464",
    "[2001:DB8:0::1]:80,[2001:db8::1]:80",
  })
  void isRead(String text, String expected) {
    assertThat(HttpAddress.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "9464",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:65536",
        "127.0.0.1:-1",
        "127.0.0.1:+1",
        "127.0.0.1:999999",
        "127.0.0.1:٣",
        "127.1:80",
        "localhost:80",
        "::1:9464",
        "[::1]",
        "[::1]9464",
        "[127.0.0.1]:80",
        "[]:80",
        "[fe80::1%eth0]:80",
        "http://127.0.0.1:80",
      })
  void orRefusedInOneLineThatShowsHow(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HttpAddress.parse(text))
        .withMessage(
            "'"
                + text
                + "' is not an address to serve on: write 127.0.0.1:9464, [::1]:9464 or, for every"
                + " local address, :9464");
  }
}
