package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.scenario.ScenarioRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of the pack hold. */
class PackScenariosTest {

  static List<String> files() {
    return PackYaml.scenarioFiles();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyScenarioHolds(String file) {
    ScenarioRun.Result result =
        ScenarioRun.of(PackYaml.PACK.resolve(file), PackYaml.text(PackYaml.PACK.resolve(file)));
    assertThat(result.problems()).isEmpty();
    assertThat(result.scenarios()).isPositive();
  }

  /** The other way round, so that a runner that is content with everything is noticed. */
  @Test
  void aScenarioThatExpectsTheOppositeFails() {
    String text =
        PackYaml.text(PackYaml.PACK.resolve("cluster_test.yaml"))
            .replace("priority: NOTICE", "priority: ALERT")
            .replace("fd.sip: 10.244.1.9", "fd.sip: 10.244.2.9");
    assertThat(ScenarioRun.of(PackYaml.PACK.resolve("cluster_test.yaml"), text).failed())
        .isEqualTo(2);
  }
}
