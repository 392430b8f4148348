package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.Project;
import dev.postern.rules.ShippedRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulePackPageTest {

  private static final Path PAGE = Project.root().resolve("docs/rule-pack.md");

  @Test
  void thePageSaysWhatTheFilesSay() throws IOException {
    List<PackRule> all = PackRule.all();
    List<PackRule> shipped =
        ShippedRules.pack().stream()
            .flatMap(
                source -> all.stream().filter(rule -> source.name().equals("pack/" + rule.file())))
            .toList();
    List<String> lines = RulePackPage.lines(shipped, PackNames.read());
    if (Boolean.getBoolean("postern.golden.update")) {
      Files.write(PAGE, lines);
    }
    assertThat(lines)
        .as("run with -Dpostern.golden.update=true after a change of the pack")
        .isEqualTo(Files.readAllLines(PAGE));
  }
}
