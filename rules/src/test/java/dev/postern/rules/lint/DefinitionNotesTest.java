package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionNotesTest {

  private static final String NARROW = "evt.type = connect and proc.name = a and fd.sport = 80";

  private static List<String> kinds(String yaml) {
    return Linting.kinds(Linting.notes(yaml));
  }

  @Test
  void ownPriorities() {
    String rule = Linting.rule("proc.name = a");
    assertThat(kinds(rule.replace("info", "Medium"))).containsExactly("dialect-priority");
    assertThat(kinds(rule.replace("info", "WARNING"))).isEmpty();
  }

  @Test
  void unusedMacrosAndLists() {
    String rule = Linting.rule("used and proc.name in (a, used_list)");
    String used = "- macro: used\n  condition: fd.sport = 80\n- list: used_list\n  items: [b]\n";
    assertThat(kinds(used + rule)).isEmpty();
    assertThat(kinds(used + "- macro: m\n  condition: fd.sport = 1\n" + rule))
        .containsExactly("unused-macro");
    assertThat(kinds(used + "- list: l\n  items: [b]\n" + rule)).containsExactly("unused-list");
  }

  @Test
  void valuesOfLists() {
    String rule = Linting.rule("proc.name in (l) and not proc.name in (m)");
    assertThat(kinds("- list: l\n  items: [a, b, a]\n- list: m\n  items: [c]\n" + rule))
        .contains("duplicate-value");
    assertThat(kinds("- list: l\n  items: [a, b]\n- list: m\n  items: [l, b]\n" + rule))
        .contains("duplicate-value");
  }

  @Test
  void listAsAValue() {
    String list = "- list: one\n  items: [a]\n";
    assertThat(kinds(list + Linting.rule("proc.name = one"))).containsExactly("list-as-value");
    assertThat(kinds(list + Linting.rule("proc.name in (one)"))).isEmpty();
  }

  @Test
  void definitionReplacedInTheSameFile() {
    String macro = "- macro: m\n  condition: fd.sport = 80\n";
    String rule = Linting.rule("m");
    assertThat(Linting.notes(macro + macro + rule))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo(NoteKind.REPLACED_DEFINITION);
              assertThat(note.place().line()).isEqualTo(1);
            });
    String override =
        "- macro: m\n  condition: or fd.sport = 81\n  override:\n    condition: append\n";
    assertThat(kinds(macro + override + rule)).isEmpty();
  }

  @Test
  void listOfASetting() {
    RuleSettings settings =
        new RuleSettings(RuleMatching.ALL, Map.of("cluster", List.of("10.0.0.1")));
    String rule = Linting.rule("fd.sip in (cluster)");
    assertThat(Linting.kinds(Linting.notes(rule, settings))).containsExactly("dialect-list");
    assertThat(
            Linting.kinds(Linting.notes("- list: cluster\n  items: [10.0.0.2]\n" + rule, settings)))
        .isEmpty();
  }

  @Test
  void whatIsInAListNowProvesNothing() {
    String list = "- list: known\n  items: [a]\n";
    assertThat(kinds(list + Linting.rule("proc.name = a and not proc.name in (known)"))).isEmpty();
    String empty = "- list: known\n  items: []\n- list: own\n  items: []\n";
    assertThat(kinds(empty + Linting.rule("proc.name in (known) and not proc.name in (own)")))
        .isEmpty();
  }

  @Test
  void exceptionsInsideAMacroAreNotTheRules() {
    String macro = "- macro: m\n  condition: fd.sport = 80 and not proc.name = b\n";
    assertThat(kinds(macro + Linting.rule("m and proc.name = a"))).isEmpty();
  }

  @Test
  void equalRules() {
    assertThat(kinds(Linting.rule("A", NARROW) + Linting.rule("B", NARROW)))
        .containsExactly("same-condition");
    assertThat(kinds(Linting.rule("A", NARROW) + Linting.rule("B", NARROW + " and fd.cport = 1")))
        .isEmpty();
  }

  @Test
  void ruleThatNeverGetsItsTurn() {
    String wide = "evt.type in (connect, sendto) and (proc.name = a or proc.name = b)";
    String rules = Linting.rule("Wide", wide) + Linting.rule("Narrow", NARROW);
    assertThat(Linting.kinds(Linting.notes(rules, Linting.FIRST)))
        .containsExactly("caught-earlier");
    assertThat(kinds(rules)).isEmpty();
    String right = Linting.rule("Narrow", NARROW) + Linting.rule("Wide", wide);
    assertThat(Linting.kinds(Linting.notes(right, Linting.FIRST))).isEmpty();
  }

  @Test
  void eventsThereAreNone() {
    assertThat(kinds(Linting.rule("R", "evt.type = open and proc.name = a")))
        .containsExactly("no-such-event");
    assertThat(kinds(Linting.rule("R", "evt.type in (open, connect) and proc.name = a"))).isEmpty();
    assertThat(kinds(Linting.rule("R", "evt.type = execve and fd.sport = 80")))
        .containsExactly("unreachable");
  }

  @Test
  void conditionWithoutEventType() {
    String rule = Linting.rule("R", "proc.name = a");
    assertThat(kinds(rule)).containsExactly("no-event-type");
    assertThat(kinds(rule + "  warn_evttypes: false\n")).isEmpty();
  }

  @Test
  void outputs() {
    String rule = Linting.rule("proc.name = a");
    assertThat(kinds(rule.replace("%proc.name", "something")))
        .containsExactly("output-without-fields");
    assertThat(kinds(rule.replace("%proc.name", "%net.destination.ip")))
        .containsExactly("dialect-field");
    assertThat(kinds(rule.replace("%proc.name", "%fd.name"))).isEmpty();
    String exec = Linting.rule("R", "evt.type = execve and proc.name = a");
    assertThat(kinds(exec.replace("'%proc.name'", "'%fd.name'")))
        .containsExactly("output-field-absent");
  }

  @Test
  void exceptionsOfARule() {
    String exceptions =
        """
          exceptions:
            - name: known
              fields: [proc.name, fd.sport]
              values:
                - [a, 80]
                - [b, 80]
                - [a, 80]
        """;
    assertThat(
            Linting.notes(Linting.rule("proc.name in (a, b)") + exceptions.stripTrailing() + "\n"))
        .extracting(note -> note.kind().text())
        .contains("exception-covered")
        .doesNotContain("exception-never-applies");
    assertThat(kinds(Linting.rule("proc.name = b") + exceptions))
        .contains("exception-never-applies");
  }

  @Test
  void aNoteInAMacroIsGivenOnceAndThere() {
    String macro = "- macro: m\n  condition: fd.sip = 10.0.0.0/8\n";
    String rules =
        Linting.rule("A", "evt.type = connect and m")
            + Linting.rule("B", "evt.type = sendto and m");
    assertThat(Linting.notes(macro + rules))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.place().line()).isEqualTo(2);
              assertThat(note.place().column()).isEqualTo(14);
              assertThat(note.rule()).isNull();
            });
  }
}
