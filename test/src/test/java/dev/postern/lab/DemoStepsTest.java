package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoStepsTest {

  @Test
  void theBenignStepsComeFirstAndAreSilent() {
    assertThat(DemoSteps.all().subList(0, 2))
        .allSatisfy(
            step -> {
              assertThat(step.expected()).isEmpty();
              assertThat(step.alsoOfPack()).isEmpty();
            });
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

  @Test
  void rulesBeyondTheLabsAreExpectedWhereTheyAreLoaded() {
    DemoStep step = DemoSteps.all().get(2);
    String beyond = "Unexpected Process on a Permitted Port";
    assertThat(step.expected()).doesNotContainKey(beyond);
    assertThat(step.expectedOf(Set.of(beyond))).containsEntry(beyond, 1).hasSize(3);
    assertThat(step.expectedOf(Set.of())).isEqualTo(step.expected());
  }

  /** A rule that was renamed in the pack would no longer be expected, and nobody would notice. */
  @Test
  void rulesBeyondTheLabsAreShipped() {
    Set<String> beyond = new TreeSet<>();
    DemoSteps.all().forEach(step -> beyond.addAll(step.alsoOfPack().keySet()));
    assertThat(beyond).hasSize(2);
    assertThat(ShippedRules.pack().stream().map(RuleSource::text).collect(Collectors.joining()))
        .contains(beyond.stream().map(rule -> "- rule: " + rule + "\n").toList());
  }
}
