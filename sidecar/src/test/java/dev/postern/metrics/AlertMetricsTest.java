package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.alert.AlertSink;
import dev.postern.rules.Alert;
import dev.postern.rules.RuleSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertMetricsTest {

  private static final String TALKS = "postern_alerts_total{priority=Warning, rule=Talks \"out\"}";
  private static final String NEVER = "postern_alerts_total{priority=Critical, rule=Never}";

  private final SidecarMetrics metrics = new SidecarMetrics("1", Flows.BOUNDS, List.of());
  private final RuleSet rules = SampleRules.load();

  @Test
  void everyRuleIsThereBeforeItFires() {
    metrics.alerts().expect(rules);

    assertThat(page().value(TALKS)).isZero();
    assertThat(page().value(NEVER)).isZero();
  }

  @Test
  void alertsAreCountedByRule() {
    metrics.alerts().expect(rules);
    metrics.alerts().count(SampleRules.alert(rules));
    metrics.alerts().count(SampleRules.alert(rules));

    assertThat(page().value(TALKS)).isEqualTo(2);
    assertThat(page().value(NEVER)).isZero();
  }

  @Test
  void rulesLoadedAnewKeepTheirCounts() {
    metrics.alerts().expect(rules);
    metrics.alerts().count(SampleRules.alert(rules));
    metrics.alerts().expect(SampleRules.load());

    assertThat(page().value(TALKS)).isEqualTo(1);
  }

  @Test
  void aSinkIsCountedAndStillGetsEverything() {
    List<Object> passedOn = new ArrayList<>();
    AlertSink counting =
        metrics
            .alerts()
            .counting(
                new AlertSink() {
                  @Override
                  public void accept(Alert alert) {
                    passedOn.add(alert);
                  }

                  @Override
                  public void flush() {
                    passedOn.add("flush");
                  }
                });
    Alert alert = SampleRules.alert(rules);

    counting.accept(alert);
    counting.flush();

    assertThat(passedOn).containsExactly(alert, "flush");
    assertThat(page().value(TALKS)).isEqualTo(1);
  }

  private Exposition page() {
    return Exposition.of(metrics.page());
  }
}
