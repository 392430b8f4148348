package dev.postern.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiblingsTest {

  private static final long MINUTE = 60_000_000_000L;

  private final Siblings siblings = new Siblings();

  @ParameterizedTest
  @CsvSource({
    "example, example",
    "shop.example, shop.example",
    "a.b.shop.example, shop.example",
    "a.b.shop.co.uk, shop.co.uk",
    "co.uk, co.uk",
    "a.shop.uk, shop.uk",
    "com.uk.example, uk.example"
  })
  void domains(String name, String domain) {
    assertThat(Siblings.domain(name)).isEqualTo(domain);
  }

  @Test
  void differentNamesOfADomainCountAndOthersDoNot() {
    assertThat(siblings.count("a.x.example", 0)).isEqualTo(1);
    assertThat(siblings.count("b.x.example", 1)).isEqualTo(2);
    assertThat(siblings.count("a.x.example", 2)).isEqualTo(2);
    assertThat(siblings.count("a.y.example", 3)).isEqualTo(1);
  }

  @Test
  void aMinuteLaterTheyCountAnew() {
    siblings.count("a.x.example", 5);
    assertThat(siblings.count("b.x.example", 4 + MINUTE)).isEqualTo(2);
    assertThat(siblings.count("c.x.example", 5 + MINUTE)).isEqualTo(1);
  }

  @Test
  void noMoreThanAThousandAreKept() {
    int count = 0;
    for (int i = 0; i < 5000; i++) {
      count = siblings.count(i + ".x.example", 0);
    }
    assertThat(count).isEqualTo(1000);
  }
}
