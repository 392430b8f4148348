package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped rule, disabled ones too, has a scenario that fires it and a near miss. */
class PackCoverageTest {

  private static final List<PackRule> RULES = PackRule.all();
  private static final Set<String> LISTS = PackNames.read().lists().keySet();
  private static final List<PackScenario> SCENARIOS = PackScenario.all();
  private static final String ORDINARY_DAY = "quiet_test.yaml";

  /** An event with the lists it is judged by. */
  private record Situation(Map<String, Object> event, Map<String, Object> lists) {

    long differences(Situation other) {
      return PackScenario.differences(event, other.event)
          + PackScenario.differences(lists, other.lists);
    }
  }

  static List<PackRule> rules() {
    return RULES;
  }

  static List<PackScenario> scenarios() {
    return SCENARIOS;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void someScenarioFiresIt(PackRule rule) {
    assertThat(firing(rule)).isNotEmpty();
  }

  /** Near: one fact of an event that fires the rule is another, or one list is. */
  @ParameterizedTest
  @MethodSource("rules")
  void someEventMissesItByOneFact(PackRule rule) {
    List<Situation> firing = firing(rule);
    List<Situation> near =
        SCENARIOS.stream()
            .filter(scenario -> scenario.quiet().contains(rule.name()))
            .flatMap(
                scenario ->
                    scenario.events().stream().map(event -> new Situation(event, scenario.lists())))
            .filter(miss -> firing.stream().anyMatch(hit -> hit.differences(miss) == 1))
            .toList();
    assertThat(near).isNotEmpty();
  }

  private static List<Situation> firing(PackRule rule) {
    List<Situation> firing = new ArrayList<>();
    for (PackScenario scenario : SCENARIOS) {
      for (int event : scenario.fires().getOrDefault(rule.name(), Set.of())) {
        firing.add(new Situation(scenario.events().get(event), scenario.lists()));
      }
    }
    return firing;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aScenarioNamesShippedRulesAndListsOnly(PackScenario scenario) {
    Set<String> rules = RULES.stream().map(PackRule::name).collect(Collectors.toSet());
    assertThat(rules).containsAll(scenario.fires().keySet()).containsAll(scenario.quiet());
    assertThat(LISTS).containsAll(scenario.lists().keySet());
    assertThat(scenario.fires().size() + scenario.quiet().size()).isPositive();
    assertThat(scenario.events()).isNotEmpty();
  }

  @Test
  void everyFileOfRulesHasItsScenariosBesideIt() {
    List<String> expected =
        RULES.stream()
            .map(rule -> rule.file().replace(".yaml", "_test.yaml"))
            .distinct()
            .collect(Collectors.toCollection(ArrayList::new));
    expected.add(ORDINARY_DAY);
    assertThat(PackYaml.scenarioFiles()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void onAnOrdinaryDayEveryRuleIsWatchedAndNoneMayFire() {
    assertThat(SCENARIOS)
        .filteredOn(scenario -> scenario.file().equals(ORDINARY_DAY))
        .isNotEmpty()
        .allSatisfy(
            scenario -> {
              assertThat(scenario.fires()).isEmpty();
              assertThat(new TreeSet<>(scenario.quiet()))
                  .isEqualTo(
                      RULES.stream()
                          .map(PackRule::name)
                          .collect(Collectors.toCollection(TreeSet::new)));
            });
  }
}
