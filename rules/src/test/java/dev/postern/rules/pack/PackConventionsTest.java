package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every shipped rule, list and macro has to have. */
class PackConventionsTest {

  private static final List<PackRule> RULES = PackRule.all();
  private static final PackNames NAMES = PackNames.read();

  /** What tells who did it, where, and with what command line. */
  private static final List<String> WHO_AND_WHERE =
      List.of(
          "%proc.name",
          "%proc.cmdline",
          "%proc.pname",
          "%user.name",
          "%container.name",
          "%container.image.repository",
          "%k8s.ns.name",
          "%k8s.pod.name");

  static List<PackRule> rules() {
    return RULES;
  }

  @Test
  void noNameIsThereTwice() {
    assertThat(RULES).extracting(PackRule::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleHasItsMaturityAndItsTechnique(PackRule rule) {
    assertThat(rule.tags())
        .filteredOn(tag -> tag.startsWith("maturity_"))
        .hasSize(1)
        .allMatch(tag -> tag.matches("maturity_(stable|incubating|sandbox)"));
    assertThat(rule.tags()).anyMatch(tag -> tag.matches("mitre_[a-z]+(_[a-z]+)*"));
    assertThat(rule.tags()).anyMatch(tag -> tag.matches("T\\d{4}(\\.\\d{3})?"));
    assertThat(rule.tags()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleSaysWhatItDetectsAndWhatToCheckFirst(PackRule rule) {
    assertThat(rule.description()).containsOnlyOnce(PackRule.CHECK_FIRST);
    assertThat(rule.description().indexOf(PackRule.CHECK_FIRST)).isGreaterThan(60);
    assertThat(rule.description()).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anAlertTellsWhoAndWhere(PackRule rule) {
    assertThat(rule.output()).contains(WHO_AND_WHERE);
    assertThat(rule.output()).containsPattern("%fd\\.(rip|cip)").containsPattern("%fd\\.[rs]port");
  }

  /** The type of the event, which costs nothing, comes first: the rest is for the few it leaves. */
  @ParameterizedTest
  @MethodSource("rules")
  void aConditionBeginsWithTheCheapest(PackRule rule) {
    assertThat(rule.condition())
        .matches("(?s)(outbound|inbound|evt\\.type|\\(spawned_process or outbound\\)) .*");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatFalcoDoesNotKnowIsMarked(PackRule rule) {
    boolean dialect =
        rule.condition().matches("(?s).*\\b(dns|tls|net|postern)\\.[a-z].*")
            || rule.condition().matches("(?s).*(connection_|dns_query|namespaces_known).*")
            || rule.priority().matches("HIGH|MEDIUM|LOW");
    assertThat(rule.description().contains("Dialect")).isEqualTo(dialect);
    assertThat(rule.condition()).doesNotContainPattern("fd\\.[sclr]?ip (in|intersects) ");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aDisabledRuleSaysWhy(PackRule rule) {
    assertThat(rule.description().contains("disabled: this version does not fill the field"))
        .isEqualTo(!rule.enabled());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void anExceptionHasFieldsThatFitItsValues(PackRule rule) {
    assertThat(rule.exceptions()).extracting(PackRule.Exemption::name).doesNotHaveDuplicates();
    assertThat(rule.exceptions()).noneMatch(exception -> exception.fields().isEmpty());
  }

  @Test
  void everyMacroAndListIsUsed() {
    Set<String> unused = new TreeSet<>(NAMES.macros().keySet());
    unused.addAll(NAMES.lists().keySet());
    for (PackRule rule : RULES) {
      unused.removeIf(rule::names);
      unused.removeAll(NAMES.usedBy(rule));
    }
    assertThat(unused).isEmpty();
  }

  /** The kernel cuts a name, so that a longer one would never be met. */
  @Test
  void aProcessNameIsAsLongAsTheKernelKeepsIt() {
    List<String> names =
        NAMES.items("defaults/processes.yaml", name -> !name.matches(".*_(images|paths)"));
    assertThat(names)
        .hasSizeGreaterThan(100)
        .allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length <= 15)
        .noneMatch(name -> name.contains("/"));
  }

  @Test
  void anAddressIsOne() {
    List<String> items =
        NAMES.items(
            "defaults/addresses.yaml", name -> name.matches(".*_(addresses|ranges|resolvers)"));
    assertThat(items)
        .hasSizeGreaterThan(50)
        .allMatch(item -> IpAddress.parse(item) != null || Cidr.parse(item) != null);
  }
}
