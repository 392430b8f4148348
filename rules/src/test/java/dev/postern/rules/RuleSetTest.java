package dev.postern.rules;

import static dev.postern.rules.EventBuilder.accept;
import static dev.postern.rules.EventBuilder.connect;
import static dev.postern.rules.EventBuilder.execve;
import static dev.postern.rules.EventBuilder.send;
import static dev.postern.rules.Loading.alerts;
import static dev.postern.rules.Loading.load;
import static dev.postern.rules.Loading.loadCondition;
import static dev.postern.rules.Loading.ruleOf;
import static dev.postern.rules.Loading.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {

  private static String rule(String name, String condition) {
    return ruleOf(condition).replace("rule: R", "rule: " + name);
  }

  private static RuleSet load(RuleMatching matching, String... yaml) {
    return rules(
        RuleLoader.load(
            Arrays.stream(yaml).map(text -> new RuleSource("r.yaml", text)).toList(),
            new RuleSettings(matching, Map.of())));
  }

  @Test
  void allOrFirst() {
    String[] yaml = {
      rule("A", "fd.sport = 1"), rule("B", "fd.sport > 0"), rule("C", "fd.sport > 1")
    };
    assertThat(alerts(load(RuleMatching.ALL, yaml), connect("1.1.1.1", 2).build()))
        .containsExactly("B", "C");
    assertThat(alerts(load(RuleMatching.FIRST, yaml), connect("1.1.1.1", 2).build()))
        .containsExactly("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          fd.sport > 0 ~ CONNECT SENDTO LISTEN ACCEPT EXECVE
          evt.type = connect ~ CONNECT
          evt.type in (connect, sendmsg, sendto) and fd.sport > 0 ~ CONNECT SENDTO
          not evt.type = connect ~ SENDTO LISTEN ACCEPT EXECVE
          evt.type != connect ~ SENDTO LISTEN ACCEPT EXECVE
          not (evt.type = connect or evt.type = execve) ~ SENDTO LISTEN ACCEPT
          not (evt.type = connect and fd.sport = 1) ~ CONNECT SENDTO LISTEN ACCEPT EXECVE
          evt.type = connect or fd.sport = 1 ~ CONNECT SENDTO LISTEN ACCEPT EXECVE
          evt.type = connect and evt.type = listen ~ ``
          evt.type = open ~ ``
          evt.type = connection_closed ~ CONNECTION_CLOSED
          evt.type in (connect, connection_failed) ~ CONNECT CONNECTION_FAILED
          evt.type = connection_closed or fd.sport = 1 ~ CONNECT SENDTO LISTEN ACCEPT EXECVE CONNECTION_CLOSED
          evt.type exists ~ CONNECT SENDTO LISTEN ACCEPT EXECVE
          evt.type startswith conn ~ CONNECT SENDTO LISTEN ACCEPT EXECVE
          """)
  void knowsWhichEventsItWants(String condition, String types) {
    RuleSet rules = rules(loadCondition(condition));
    assertThat(
            Arrays.stream(EventType.values())
                .filter(rules::wants)
                .map(Enum::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(types);
  }

  @Test
  void laterDefinitionsReplaceEarlierOnesInTheirPlace() {
    RuleSet rules =
        load(
            RuleMatching.ALL,
            "- list: l\n  items: [1]\n- macro: m\n  condition: fd.sport in (l)\n",
            rule("A", "m") + rule("B", "m"),
            "- list: l\n  items: [2]\n- macro: m\n  condition: fd.sport in (l) and fd.cport > 0\n",
            rule("A", "fd.sport = 3"));
    assertThat(rules.rules()).extracting(Rule::name).containsExactly("A", "B");
    assertThat(alerts(rules, connect("1.1.1.1", 2).build())).containsExactly("B");
    assertThat(alerts(rules, connect("1.1.1.1", 3).build())).containsExactly("A");
    assertThat(alerts(rules, connect("1.1.1.1", 1).build())).isEmpty();
  }

  @Test
  void aUsersMacroReplacesAShippedOneAlsoInsideOthers() {
    RuleSet rules =
        load(
            RuleMatching.ALL,
            """
            - macro: base
              condition: fd.sport = 1
            - macro: outer
              condition: not base
            """,
            "- macro: base\n  condition: fd.sport = 2\n" + rule("A", "outer"));
    assertThat(alerts(rules, connect("1.1.1.1", 1).build())).containsExactly("A");
    assertThat(alerts(rules, connect("1.1.1.1", 2).build())).isEmpty();
  }

  @Test
  void aRuleMayUseALaterMacroAndListsHoldLists() {
    RuleSet rules =
        load(
            RuleMatching.ALL,
            rule("A", "later and fd.sport in (all_ports)"),
            """
            - macro: later
              condition: evt.type = connect
            - list: some
              items: [80, http]
            - list: all_ports
              items: [some, 443]
            """);
    assertThat(alerts(rules, connect("1.1.1.1", 80).build())).hasSize(1);
    assertThat(alerts(rules, connect("1.1.1.1", 443).build())).hasSize(1);
    assertThat(alerts(rules, connect("1.1.1.1", 81).build())).isEmpty();
  }

  @Test
  void aListOfOneStandsForItsValueAndAQuotedNameForItself() {
    String list = "- list: one\n  items: [curl]\n";
    assertThat(alerts(rules(Loading.load(list + rule("A", "proc.name = one"))), connectOne()))
        .hasSize(1);
    assertThat(
            alerts(rules(Loading.load(list + rule("A", "proc.name in (\"one\")"))), connectOne()))
        .isEmpty();
    assertThat(
            Loading.load("- list: two\n  items: [a, b]\n" + rule("A", "proc.name = two")).errors())
        .extracting(Diagnostic::message)
        .containsExactly("'two' is a list of 2 values, not one value");
  }

  private static dev.postern.event.Event connectOne() {
    return connect("1.1.1.1", 1).build();
  }

  @Test
  void settingsReplaceShippedListsAndUsersReplaceSettings() {
    RuleSource shipped = new RuleSource("s", "- list: ports\n  items: [1]\n", true);
    RuleSource rule = new RuleSource("r", rule("A", "fd.sport in (ports)"));
    RuleSource user = new RuleSource("u", "- list: ports\n  items: [3]\n");
    RuleSettings settings = new RuleSettings(RuleMatching.ALL, Map.of("ports", List.of("2")));
    RuleSet set = rules(RuleLoader.load(List.of(shipped, rule), settings));
    assertThat(alerts(set, connect("1.1.1.1", 2).build())).hasSize(1);
    RuleSet overridden = rules(RuleLoader.load(List.of(shipped, rule, user), settings));
    assertThat(alerts(overridden, connect("1.1.1.1", 2).build())).isEmpty();
    assertThat(alerts(overridden, connect("1.1.1.1", 3).build())).hasSize(1);
    RuleSet alone = rules(RuleLoader.load(List.of(rule), settings));
    assertThat(alerts(alone, connect("1.1.1.1", 2).build())).hasSize(1);
  }

  @Test
  void badSettingsAreToldByName() {
    LoadResult result =
        RuleLoader.load(
            List.of(new RuleSource("r", rule("A", "fd.sip in (nets)"))),
            new RuleSettings(RuleMatching.ALL, Map.of("nets", List.of("10/8"))));
    assertThat(Loading.errors(result))
        .containsExactly("setting nets: '10/8' is not an address, a block or the name of a list");
  }

  @Test
  void disabledRulesAreLeftOut() {
    RuleSet rules = rules(Loading.load(ruleOf("fd.sport > 0") + "  enabled: false\n"));
    assertThat(rules.rules()).isEmpty();
    assertThat(rules.wants(EventType.CONNECT)).isFalse();
  }

  @Test
  void shippedMacros() {
    String both = rule("Out", "outbound") + rule("In", "inbound") + rule("C", "container");
    List<RuleSource> sources = new java.util.ArrayList<>(ShippedRules.defaults());
    sources.add(new RuleSource("r.yaml", both));
    RuleSet rules = rules(RuleLoader.load(sources, RuleSettings.DEFAULT));
    assertThat(alerts(rules, connect("10.0.0.1", 1).build())).containsExactly("Out", "C");
    assertThat(alerts(rules, send("::2", 1).container("x").build())).containsExactly("Out", "C");
    assertThat(alerts(rules, send("127.0.0.53", 1).build())).containsExactly("C");
    assertThat(alerts(rules, connect("::", 1).build())).containsExactly("C");
    assertThat(alerts(rules, accept("10.0.0.1", 1, "10.0.0.5", 2).build()))
        .containsExactly("In", "C");
    assertThat(alerts(rules, execve().build())).containsExactly("C");
  }

  @ParameterizedTest
  @CsvSource({
    "emergency, EMERGENCY", "Alert, ALERT", "CRITICAL, CRITICAL", "error, ERROR",
    "warning, WARNING", "Notice, NOTICE", "informational, INFORMATIONAL", "info, INFORMATIONAL",
    "debug, DEBUG", "HIGH, ERROR", "Medium, WARNING", "low, NOTICE",
  })
  void priorities(String word, Priority expected) {
    assertThat(Priority.parse(word)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "warn", "err", "worst", "warning ", "Warnıng"})
  void otherPriorities(String word) {
    assertThat(Priority.parse(word)).isNull();
  }
}
