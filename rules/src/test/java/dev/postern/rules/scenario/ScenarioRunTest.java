package dev.postern.rules.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios that hold, that do not, and that make no sense. */
class ScenarioRunTest {

  private static final String RULES =
      """
      - list: internal
        items: [10.0.0.0/8]
      - rule: Out
        desc: d
        condition: outbound and not fd.snet in (internal)
        output: out (by=%proc.name id=%container.id ns=%k8s.ns.name)
        priority: WARNING
      - rule: Off
        desc: d
        condition: evt.type = connect and fd.sport = 81
        output: off
        priority: DEBUG
        enabled: false
      """;

  /** Every part of the format; each test breaks one of them. */
  private static final String SCENARIOS =
      """
      rules: [mine.yaml]
      lists: {unused: [a]}
      defaults: {evt.type: connect, fd.l4proto: tcp, evt.res: EINPROGRESS, container.id: 3ad7b26ded6d}
      scenarios:
        - scenario: a shell calls out
          events:
            - {proc.name: sh, fd.sip: 10.1.1.1, fd.sport: 80}
            - {proc.name: sh, fd.sip: 203.0.113.9, fd.sport: 80, container.id: null}
          alerts:
            - {rule: Out, event: 2, priority: warning, output_contains: by=sh, fields: {proc.name: sh, container.id: null}}
        - scenario: internal
          lists: {internal: [203.0.113.0/24]}
          events:
            - {fd.sip: 203.0.113.9, fd.sport: 80}
          must_not_fire: [Out, Off]
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), RULES);
  }

  private ScenarioRun.Result run(String text) {
    return ScenarioRun.of(folder.resolve("mine_test.yaml"), text);
  }

  @Test
  void aDisabledRuleIsTriedWhereItIsNamed() {
    String named = SCENARIOS.replace("fd.sport: 80}\n    must", "fd.sport: 81}\n    must");
    assertThat(run(named).problems())
        .singleElement()
        .asString()
        .contains("'Off' must not fire, but was raised by event 1");
    assertThat(run(named.replace("[Out, Off]", "[Out]")).problems()).isEmpty();
  }

  @Test
  void aSecondDocumentIsNotPassedOver() {
    assertThat(run(SCENARIOS + "---\n" + SCENARIOS).problems())
        .singleElement()
        .asString()
        .endsWith("a file of scenarios is one document, not 2");
  }

  @Test
  void theyHold() {
    ScenarioRun.Result result = run(SCENARIOS);
    assertThat(result.problems()).isEmpty();
    assertThat(result.ok()).isTrue();
    assertThat(result.scenarios()).isEqualTo(2);
  }

  /** What is replaced, by what, and the one line that must be told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event: 2 | event: 1 | :10:9: scenario 'a shell calls out': 'Out' was not raised by event"
            + " 1; raised: 'Out' by event 2",
        "priority: warning | priority: error | :10:9: scenario 'a shell calls out': 'Out' was"
            + " raised by event 2, but its priority is Warning, not Error",
        "by=sh | by=nc | :10:9: scenario 'a shell calls out': 'Out' was raised by event 2, but its"
            + " output does not contain 'by=nc': out (by=sh id=<NA> ns=<NA>)",
        "{proc.name: sh, cont | {proc.name: nc, cont | :10:9: scenario 'a shell calls out': 'Out'"
            + " was raised by event 2, but proc.name is 'sh', not 'nc'",
        "{proc.name: sh, cont | {fd.rip: 1.1.1.1, cont | :10:9: scenario 'a shell calls out': 'Out'"
            + " was raised by event 2, but its output does not name %fd.rip",
        "internal: [203.0.113.0/24] | unused: [] | :15:21: scenario 'internal': 'Out' must not"
            + " fire, but was raised by event 1",
        "{rule: Out, | {rule: Off, | :10:9: scenario 'a shell calls out': 'Off' was not raised by"
            + " event 2: it is disabled; raised: 'Out' by event 2",
        "{rule: Out, | {rule: Oot, | :10:9: scenario 'a shell calls out': there is no rule 'Oot'"
            + " (did you mean 'Out'?)",
        "[Out, Off] | [Out, Offf] | :15:26: scenario 'internal': there is no rule 'Offf' (did you"
            + " mean 'Off'?)",
      })
  void anExpectationThatIsNotMetIsOneLine(String what, String by, String line) {
    ScenarioRun.Result result = run(SCENARIOS.replace(what, by));
    assertThat(result.problems()).containsExactly(folder.resolve("mine_test.yaml") + line);
    assertThat(result.failed()).isOne();
    assertThat(result.scenarios()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "must_not_fire: [Out, Off] | comment: x | :15:5: unknown key 'comment'",
        "must_not_fire: [Out, Off] | must_not_fire: [] | without 'alerts' and 'must_not_fire' tests"
            + " nothing",
        "must_not_fire: [Out, Off] | must_not_fire: Out | 'must_not_fire' is a sequence",
        "rules: [mine.yaml] | rules: [] | 'rules' names no file",
        "rules: [mine.yaml] | rules: [none.yaml] | none.yaml: no such file or folder",
        "rules: [mine.yaml] | x: [mine.yaml] | :1:1: unknown key 'x'",
        "scenarios: | scenario: | unknown key 'scenario' (did you mean 'scenarios'?)",
        "fd.l4proto: tcp | fd.l4prot: tcp | unknown field 'fd.l4prot' (did you mean 'fd.l4proto'?)",
        "fd.sport: 80, c | fd.sport: abc, c | :8:46: fd.sport: 'abc' is not a port",
        "event: 2 | event: 3 | 'event' is the number of an event: 1 to 2, not '3'",
        "event: 2 | event: x | 'event' is the number of an event: 1 to 2, not 'x'",
        "priority: warning | priority: worst | 'worst' is no priority",
        "rule: Out, | rulee: Out, | unknown key 'rulee' (did you mean 'rule'?)",
        "rules: [mine.yaml] | rules: [mine.yaml | ",
        "lists: {unused: [a]} | lists: {unused: a} | 'unused' is a sequence",
        "lists: {unused: [a]} | lists: [unused] | 'lists' is a mapping",
        "{fd.sip: 203.0.113.9, fd.sport: 80} | {fd.sip: {a: b}, fd.sport: 80} | a mapping is no"
            + " value",
        "{fd.sip: 203.0.113.9, fd.sport: 80} | {fd.sip: 1.1.1.1, fd.sip: 1.1.1.1} | 'fd.sip' stands"
            + " twice",
        "{fd.sip: 203.0.113.9, fd.sport: 80} | [] | an event is a mapping",
        "lists: {unused: [a]} | lists: &a {unused: [*a]} | ",
      })
  void whatMakesNoSenseIsToldWithItsPlace(String what, String by, String problem) {
    assertThat(SCENARIOS).contains(what);
    ScenarioRun.Result result = run(SCENARIOS.replace(what, by == null ? "" : by));
    assertThat(result.ok()).isFalse();
    assertThat(String.join("\n", result.problems()))
        .contains(problem == null ? "mine_test.yaml" : problem)
        .doesNotContain("Exception");
  }

  @Test
  void hostileFilesAreProblems() {
    assertThat(run("").problems()).singleElement().asString().contains("empty");
    assertThat(run("[".repeat(100_000)).problems()).singleElement().asString().contains("nested");
    assertThat(run("just text").problems()).first().asString().contains("is a mapping");
    assertThat(run("\u0000").problems()).hasSize(1);
    String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
    assertThat(run(bomb).ok()).isFalse();
  }

  @Test
  void rulesWithErrorsAreNotTried() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), RULES.replace("fd.snet", "fd.sn"));
    ScenarioRun.Result result = run(SCENARIOS);
    assertThat(result.scenarios()).isZero();
    assertThat(result.problems()).singleElement().asString().contains("unknown field 'fd.sn'");
  }
}
