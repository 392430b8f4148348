package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | TEXT",
        "'' | TEXT",
        "*/* | TEXT",
        "text/html | TEXT",
        "text/plain;version=0.0.4 | TEXT",
        "application/openmetrics-text | OPEN_METRICS",
        "Application/OpenMetrics-Text; Version=\"1.0.0\" | OPEN_METRICS",
        "application/openmetrics-text;q=0 | TEXT",
        "application/openmetrics-text;q=nonsense | TEXT",
        "application/openmetrics-text;version=0.0.1 | TEXT",
        "application/openmetrics-text;version=2.0.0,text/plain | TEXT",
        "application/openmetrics-text,text/plain | OPEN_METRICS",
        "text/plain;q=0.5,application/openmetrics-text;q=0.4 | TEXT",
        "text/plain;q=0.4,application/openmetrics-text;q=0.5 | OPEN_METRICS",
        // what Prometheus 3 sends
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
            + "*/*;q=0.2 | OPEN_METRICS",
      })
  void theFormatIsWhatTheClientLikesBest(@Nullable String accept, PageFormat expected) {
    assertThat(PageFormat.preferred(accept)).isEqualTo(expected);
  }
}
