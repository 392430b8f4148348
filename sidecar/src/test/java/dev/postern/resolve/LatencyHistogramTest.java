package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  @Test
  void everyClassEndsAtItsBound() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.add(0);
    histogram.add(250);
    histogram.add(251);
    histogram.add(10_000_000);
    histogram.add(10_000_001);

    long[] counts = histogram.counts();
    double[] bounds = LatencyHistogram.boundsSeconds();

    assertThat(counts).hasSize(bounds.length + 1);
    assertThat(bounds).isSorted().startsWith(0.00025).endsWith(10);
    assertThat(counts[0]).isEqualTo(2);
    assertThat(counts[1]).isEqualTo(1);
    assertThat(counts[bounds.length - 1]).isEqualTo(1);
    assertThat(counts[bounds.length]).isEqualTo(1);
    assertThat(histogram.sumSeconds()).isEqualTo(20.000502);
  }
}
