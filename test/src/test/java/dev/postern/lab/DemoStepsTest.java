package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DemoStepsTest {

  @Test
  void theBenignStepsComeFirstAndAreSilent() {
    assertThat(DemoSteps.all().subList(0, 2))
        .allSatisfy(step -> assertThat(step.expected()).isEmpty());
    assertThat(DemoSteps.all().subList(2, 8))
        .allSatisfy(step -> assertThat(step.expected()).isNotEmpty());
  }

  @Test
  void everyRuleOfTheDemoIsTripped() {
    Map<String, Integer> all = new TreeMap<>();
    DemoSteps.all()
        .forEach(step -> step.expected().forEach((k, v) -> all.merge(k, v, Integer::sum)));
    assertThat(all)
        .isEqualTo(
            Map.of(
                "Unexpected outbound connection from webserver", 6,
                "sshd making outbound connections", 1,
                "Unexpected process listening on network", 2,
                "Webserver unexpected UDP traffic", 2,
                "Unexpected Outbound Connection from Container", 4,
                "Cloud Metadata Service Access", 1,
                "Connection to Another Namespace", 1));
  }
}
