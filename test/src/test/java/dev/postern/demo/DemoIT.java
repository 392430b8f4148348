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

  private static final List<String> FORBIDDEN =
      List.of(
          "tcp 198.51.100.10:443",
          "tcp 169.254.169.254:80",
          "tcp 10.96.0.10:9153",
          "tcp 198.51.100.20:80",
          "udp 198.51.100.20:9999");

  /** N: packets of what may pass. */
  private static final List<String> UNDER_POLICY =
      List.of(
          "1 the web server talks to its database works tcp 192.168.1.100:5432 allowed N 0 ok",
          "2 the web server serves works (it comes in) N 0 ok",
          "3 a connection to somewhere unexpected fails tcp 198.51.100.10:443 refused 0 1 ok",
          "4 the node's cloud credentials fails tcp 169.254.169.254:80 refused 0 1 ok",
          "5 a service in another namespace, by name fails udp 10.96.0.10:53 allowed N 0 ok",
          "tcp 10.96.0.10:9153 refused 0 1 ok",
          "6 sshd opens a connection fails tcp 198.51.100.20:80 refused 0 1 ok",
          "7 a back door listens, and somebody comes in works (it comes in) N 0 ok",
          "8 the web server sends a datagram fails udp 198.51.100.20:9999 refused 0 1 ok");

  @TempDir Path folder;

  private static final String FIRST = "EXPECTED";
  private static final String SECOND = "PACKETS";

  /** The rows of the first act's table without its latencies, columns one blank apart. */
  private static List<String> table(CommandResult result) {
    return table(result, FIRST);
  }

  private static List<String> table(CommandResult result, String column) {
    return result
        .output()
        .lines()
        .dropWhile(line -> !line.startsWith("STEP ") || !line.contains(column))
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
    assertThat(result.output()).contains("\nevery alert that had to fire fired, and no other\n");
    assertThat(table(result, SECOND).stream().map(row -> row.replaceFirst("[0-9]+ 0 ok", "N 0 ok")))
        .containsExactlyElementsOf(UNDER_POLICY);
    assertThat(result.output())
        .contains("(proc=curl exe=/usr/bin/curl dest_ip=198.51.100.10 dest_port=443 proto=tcp")
        .contains("reason=not allowed policy=EgressPolicy shop/my-webserver to_allow_it=")
        .contains("policy=entry 'cloud-credentials' of EgressPolicy shop/my-webserver (")
        .endsWith(
            "\nnothing that the policy forbids left the pod, and all that it allows worked\n");
    assertThat(result.errors()).isEmpty();
  }

  /** Without the kernel's refusing, everything gets out, and the second act says so. */
  @Test
  void aPolicyThatOnlyAuditsDoesNotHold() {
    CommandResult result = PosternProcess.run(folder, "demo", "--mode", "audit");
    assertThat(result.status()).isEqualTo(1);
    assertThat(table(result)).containsExactlyElementsOf(expected(true));
    assertThat(wrong(result)).isEqualTo(FORBIDDEN);
    assertThat(result.output()).endsWith("the policy did not hold as it has to: see WRONG above\n");
  }

  /**
   * The destinations that the second act calls wrong because packets came, and none is reported.
   */
  private static List<String> wrong(CommandResult result) {
    return table(result, SECOND).stream()
        .filter(row -> row.matches(".* refused [1-9][0-9]* 0 WRONG"))
        .map(row -> row.replaceFirst(".*((?:tcp|udp) \\S+) refused .*", "$1"))
        .toList();
  }

  @Test
  void withoutTheProbeNoAlertFires() {
    CommandResult result = PosternProcess.run(folder, "demo", "--no-probe");
    assertThat(result.status()).isEqualTo(1);
    assertThat(table(result)).containsExactlyElementsOf(expected(false));
    assertThat(wrong(result)).isEqualTo(FORBIDDEN);
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
    assertThat(result.output()).contains("are not what they have to be: see WRONG above\n");
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
