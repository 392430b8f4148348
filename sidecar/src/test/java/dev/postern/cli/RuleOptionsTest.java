package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.reload.LoadedRules;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RuleOptionsTest {

  private static final String RULE =
      """
      - rule: Mine
        desc: d
        condition: outbound
        output: o
        priority: DEBUG
      """;

  @Command
  private static final class Holder {
    @Mixin private RuleOptions options = new RuleOptions();
  }

  private final StringWriter warnings = new StringWriter();

  private RuleSet load(String... arguments) throws CommandFailure {
    return parsed(arguments).load(new PrintWriter(warnings, true));
  }

  private static RuleOptions parsed(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return holder.options;
  }

  @Test
  void withoutOptionsTheShippedRulesRunWithoutAWarning() throws CommandFailure {
    assertThat(load().rules()).hasSizeGreaterThan(5);
    assertThat(warnings.toString()).isEmpty();
  }

  @Test
  void aUsersRulesTakeTheShippedOnesPlaceAndMayUseTheirMacros(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), RULE);
    assertThat(load("--rules", file.toString()).rules())
        .extracting(Rule::name)
        .containsExactly("Mine");
    assertThat(load("--rules", folder.toString()).rules()).hasSize(1);
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> load("--rules", file.toString(), "--no-defaults"))
        .withMessageContaining(file + ":3:14: ")
        .withMessageContaining("outbound");
  }

  @Test
  void aFileGivesAListItsItems(@TempDir Path folder) throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("mine.yaml"),
            RULE.replace("outbound", "outbound and fd.sip in (threat)"));
    Path list = Files.writeString(folder.resolve("threat.txt"), "192.0.2.1\n# and\n192.0.2.2\n");
    RuleOptions options = parsed("--rules", rules.toString(), "--list", "threat=" + list);
    LoadedRules loaded = RuleOptions.load(options.loading(), new PrintWriter(warnings, true));
    assertThat(loaded.lists())
        .containsExactly(new LoadedRules.LoadedList("threat", 2, list.toString()));
    assertThat(loaded.files()).containsExactly(rules.toString());
    assertThat(options.loading().paths()).containsExactly(rules, list);
    assertThat(warnings.toString()).isEmpty();

    Files.writeString(list, "192.0.2.1\n  evil.example\n");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> load("--rules", rules.toString(), "--list", "threat=" + list))
        .withMessageStartingWith(list + ":2:3: 'evil.example' is not an address")
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.FAILED));
  }

  @Test
  void aListThatCannotBeReadOrMeantIsStatus2(@TempDir Path folder) {
    assertRefused(folder.resolve("none") + ": no such file", "--list", "a=" + folder + "/none");
    assertRefused("--list: a is given twice: put all", "--list", "a=/x", "--list", "a=/y");
    assertRefused(
        "--list: cluster_ranges is given by --cluster-ranges already",
        "--list",
        "cluster_ranges=/x",
        "--cluster-ranges",
        "10.0.0.0/8");
  }

  private void assertRefused(String message, String... arguments) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> load(arguments))
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat", "=/x", "a b=/x", "threat="})
  void aListIsANameAndAFile(String value) {
    assertThatExceptionOfType(CommandLine.ParameterException.class)
        .isThrownBy(() -> parsed("--list", value))
        .withMessageContaining("is no NAME=FILE: write it as threat_intel_addresses=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0", "shop", "10.0.0.0/8,::/129", "10.96.0.0-10.97.0.0"})
  void aRangeThatIsNoneIsStatus2(String ranges) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> load("--cluster-ranges", ranges))
        .withMessageMatching("--cluster-ranges: '.*' is no CIDR: write it as 10.96.0.0/12")
        .satisfies(e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE));
  }

  @Test
  void rangesMayBeSeveralAndOfBothFamilies() throws CommandFailure {
    load("--cluster-ranges", "10.96.0.0/12, 2001:db8::/32", "--cluster-ranges", "192.0.2.1");
    assertThat(warnings.toString()).isEmpty();
  }

  @Test
  void aCommandsOwnRangeYieldsToTheUsers() throws CommandFailure {
    RuleOptions given = parsed("--cluster-ranges", "nonsense");
    given.clusterRangesUnlessGiven("10.0.0.0/8");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> given.load(new PrintWriter(warnings)))
        .withMessageContaining("'nonsense'");
    RuleOptions absent = parsed();
    absent.clusterRangesUnlessGiven("also nonsense");
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> absent.load(new PrintWriter(warnings)))
        .withMessageContaining("'also nonsense'");
  }

  /** A variable is set before a JVM starts or not at all. */
  @Test
  void theEnvironmentNamesRangesToo() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "true");
    builder.environment().put("POSTERN_CLUSTER_RANGES", "10.0.0.0/8,nonsense");
    Process process = builder.start();
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ExitStatus.USAGE);
    assertThat(errors)
        .isEqualTo(
            "postern run: POSTERN_CLUSTER_RANGES: --cluster-ranges: 'nonsense' is no CIDR: write"
                + " it as 10.96.0.0/12\n");
  }
}
