package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RingOptionTest {

  private final RingOption.Size size = new RingOption.Size();

  @ParameterizedTest
  @CsvSource({
    "64K, 65536",
    "65536, 65536",
    "512k, 524288",
    "4M, 4194304",
    "1m, 1048576",
    "256M, 268435456",
  })
  void aPowerOfTwoBetweenTheLimits(String text, int bytes) {
    assertThat(size.convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "K",
        "0",
        "32K",
        "512M",
        "3M",
        "-4M",
        "4G",
        "4 M",
        "4MB",
        "4.0M",
        "x",
        "0x10000",
        "4294967296K",
        "99999999999999999999M"
      })
  void anythingElseIsNamedAndRefused(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> size.convert(text))
        .withMessage(
            "'" + text + "' is not a power of two between 64K and 256M, such as 512K or 4M");
  }
}
