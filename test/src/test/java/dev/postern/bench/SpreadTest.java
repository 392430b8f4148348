package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Spread.of(9, 1, 5).median()).isEqualTo(5);
    assertThat(Spread.of(9, 1, 5, 6).median()).isEqualTo(5.5);
    assertThat(Spread.of(7).median()).isEqualTo(7);
  }

  @Test
  void percentileIsTheNearestRank() {
    Spread hundred =
        Spread.of(java.util.stream.IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    assertThat(hundred.percentile(0.99)).isEqualTo(99);
    assertThat(hundred.percentile(1)).isEqualTo(100);
    assertThat(hundred.percentile(0.001)).isEqualTo(1);
    assertThat(Spread.of(3, 1, 2).percentile(0.99)).isEqualTo(3);
  }

  @Test
  void textIsTheMedianAndTheMiddleHalf() {
    assertThat(Spread.of(5, 1, 2, 3, 4, 6, 7).text("%.1f")).isEqualTo("4.0 [2.0 .. 6.0]");
  }
}
