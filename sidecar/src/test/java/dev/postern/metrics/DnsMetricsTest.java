package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.resolve.LatencyHistogram;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsMetricsTest {

  private final SidecarMetrics metrics = new SidecarMetrics("1", Flows.BOUNDS, List.of());

  @Test
  void everyOutcomeIsThereFromTheStart() {
    Exposition page = Exposition.of(metrics.page());
    for (String outcome :
        List.of("answered", "refused", "inadmissible", "failed", "overloaded", "malformed")) {
      assertThat(page.value("postern_dns_queries_total{outcome=" + outcome + "}")).isZero();
    }
  }

  @Test
  void showsWhatIsReadAtTheScrape() {
    List<Long> latencies =
        new ArrayList<>(Collections.nCopies(LatencyHistogram.boundsSeconds().length + 1, 0L));
    latencies.set(1, 3L);
    metrics
        .dns()
        .readFrom(
            () ->
                new DnsReading(
                    Map.of("refused", 5L), Map.of("foreign", 2L), 7, latencies, 0.0012, 9));
    Exposition page = Exposition.of(metrics.page());
    assertThat(page.value("postern_dns_queries_total{outcome=refused}")).isEqualTo(5);
    assertThat(page.value("postern_dns_upstream_failures_total{reason=foreign}")).isEqualTo(2);
    assertThat(page.value("postern_dns_refused_connections_total{}")).isEqualTo(7);
    assertThat(page.value("postern_dns_names{}")).isEqualTo(9);
    assertThat(page.value("postern_dns_query_duration_seconds_count{}")).isEqualTo(3);
    assertThat(page.value("postern_dns_query_duration_seconds_bucket{le=2.5E-4}")).isZero();
    assertThat(page.value("postern_dns_query_duration_seconds_bucket{le=5.0E-4}")).isEqualTo(3);
  }
}
