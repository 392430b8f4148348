package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMetricsTest {

  private static final Instant AT = Instant.ofEpochSecond(1_767_367_801);

  private final SidecarMetrics metrics = new SidecarMetrics("1", Flows.BOUNDS, List.of());

  private void assertShown(int rules, int ok, int errors, int successful, long timestamp) {
    Exposition page = Exposition.of(metrics.page());
    assertThat(page.value("postern_rules_loaded{}")).isEqualTo(rules);
    assertThat(page.value("postern_rules_reloads_total{result=ok}")).isEqualTo(ok);
    assertThat(page.value("postern_rules_reloads_total{result=error}")).isEqualTo(errors);
    assertThat(page.value("postern_rules_last_reload_successful{}")).isEqualTo(successful);
    assertThat(page.value("postern_rules_last_reload_success_timestamp_seconds{}"))
        .isEqualTo((double) timestamp);
  }

  @Test
  void showsWhatRunsAndWhatCameOfTheLastReload() {
    metrics.rules().loaded(12, AT);
    assertShown(12, 0, 0, 1, AT.getEpochSecond());
    metrics.rules().failed();
    metrics.rules().failed();
    assertShown(12, 0, 2, 0, AT.getEpochSecond());
    metrics.rules().reloaded(13, AT.plusSeconds(5));
    assertShown(13, 1, 2, 1, AT.getEpochSecond() + 5);
  }
}
