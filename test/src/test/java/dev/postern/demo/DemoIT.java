package dev.postern.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.CommandResult;
import dev.postern.lab.DemoStep;
import dev.postern.lab.DemoSteps;
import dev.postern.lab.LabTest;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import dev.postern.run.PosternProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo proves what it says, and says so when it does not. */
@LabTest
class DemoIT {

  @TempDir Path folder;

  /** The rows of the table without its latencies, columns one blank apart. */
  private static List<String> table(CommandResult result) {
    return result
        .output()
        .lines()
        .dropWhile(line -> !line.startsWith("STEP "))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.replaceFirst("[0-9.]+ ms$", "").strip().replaceAll(" +", " "))
        .toList();
  }

  /** What the table has to be, given how often each expected alert fired. */
  private static List<String> expected(boolean fired) {
    Set<String> everyRule = new HashSet<>();
    DemoSteps.all().forEach(step -> everyRule.addAll(step.alsoOfPack().keySet()));
    return expected(everyRule, fired);
  }

  /** The same, where of the shipped rules beyond the lab's only some are loaded. */
  private static List<String> expected(Set<String> loaded, boolean fired) {
    List<String> rows = new ArrayList<>();
    int number = 0;
    for (DemoStep step : DemoSteps.all()) {
      number++;
      String start = number + " " + step.title() + " ";
      Map<String, Integer> expectations = step.expectedOf(loaded);
      if (expectations.isEmpty()) {
        rows.add(start + "(none) 0 0 ok");
      }
      for (var entry : new TreeMap<>(expectations).entrySet()) {
        String end = fired ? entry.getValue() + " ok" : "0 WRONG";
        rows.add("%s%s %d %s".formatted(start, entry.getKey(), entry.getValue(), end));
        start = "";
      }
    }
    return rows;
  }

  @Test
  void everyAlertFiresAndNoOther() {
    CommandResult result = PosternProcess.run(folder, "demo").orThrow();
    assertThat(table(result)).containsExactlyElementsOf(expected(true));
    assertThat(result.output()).endsWith("every alert that had to fire fired, and no other\n");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void withoutTheProbeNoAlertFires() {
    CommandResult result = PosternProcess.run(folder, "demo", "--no-probe");
    assertThat(result.status()).isEqualTo(1);
    assertThat(table(result)).containsExactlyElementsOf(expected(false));
  }

  @Test
  void aMissingRuleIsWrong() throws IOException {
    for (RuleSource source : ShippedRules.pack()) {
      Files.writeString(folder.resolve(Path.of(source.name()).getFileName()), source.text());
    }
    String missing = "sshd making outbound connections";
    Path ssh = folder.resolve("ssh.yaml");
    String text = Files.readString(ssh);
    assertThat(text).contains("- rule: " + missing);
    Files.writeString(ssh, text.replaceFirst("(?s)- rule: " + missing + ".*?(?=\n- rule|$)", ""));
    CommandResult result = PosternProcess.run(folder, "demo", "--rules", ".");
    assertThat(result.status()).isEqualTo(1);
    assertThat(table(result))
        .containsExactlyElementsOf(
            expected(true).stream()
                .map(row -> row.replace(missing + " 1 1 ok", missing + " 1 0 WRONG"))
                .toList());
    assertThat(result.output()).endsWith("see WRONG above\n");
  }

  /** The texts the shipped rules were written after must say the same. */
  @Test
  void theOriginalTextsLeadToTheSameTable() {
    String shared = System.getenv().getOrDefault("POSTERN_SHARED", "../shared");
    Path rules = PosternProcess.script().resolveSibling(shared).resolve("conformance/seed-rules");
    Assumptions.assumeTrue(Files.isDirectory(rules), () -> "there is no " + rules);
    CommandResult result = PosternProcess.run(folder, "demo", "--rules", rules.toString());
    assertThat(table(result)).containsExactlyElementsOf(expected(Set.of(), true));
    assertThat(result.status()).isZero();
  }
}
