package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scenarios of the pack hold. */
class PackScenariosTest {

  /** The pack with every rule enabled: what a disabled one says is tested all the same. */
  @TempDir private static Path pack;

  @BeforeAll
  static void enableEveryRule() throws IOException {
    for (String file : PackYaml.ruleFiles()) {
      Path copy = pack.resolve(file);
      Files.createDirectories(copy.getParent());
      String text = PackYaml.text(PackYaml.PACK.resolve(file));
      Files.writeString(copy, text.replace("\n  enabled: false\n", "\n  enabled: true\n"));
    }
  }

  static List<String> files() {
    return PackYaml.scenarioFiles();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyScenarioHolds(String file) {
    ScenarioRun.Result result =
        ScenarioRun.of(pack.resolve(file), PackYaml.text(PackYaml.PACK.resolve(file)));
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
    assertThat(ScenarioRun.of(pack.resolve("cluster_test.yaml"), text).failed()).isEqualTo(2);
  }
}
