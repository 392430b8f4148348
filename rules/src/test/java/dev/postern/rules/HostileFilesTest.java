package dev.postern.rules;

import static dev.postern.rules.Loading.errors;
import static dev.postern.rules.Loading.load;
import static dev.postern.rules.Loading.loadCondition;
import static dev.postern.rules.Loading.ruleOf;
import static dev.postern.rules.Loading.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files made to cost more than they should end in an error, or work, in bounded time and stack. */
@Timeout(20)
class HostileFilesTest {

  @Test
  void deepParentheses() {
    assertThat(errors(loadCondition("(".repeat(10_000) + "a" + ")".repeat(10_000))))
        .containsExactly("r.yaml:5:515: nested more than 500 deep");
  }

  @Test
  void deepNots() {
    assertThat(errors(loadCondition("not (".repeat(10_000) + "a" + ")".repeat(10_000))))
        .containsExactly("r.yaml:5:2519: nested more than 500 deep");
  }

  @Test
  void longChainsWork() {
    String chain = "proc.name = curl" + " and proc.name = curl".repeat(9_999);
    RuleSet rules = rules(loadCondition(chain));
    assertThat(Loading.alerts(rules, EventBuilder.connect("1.2.3.4", 5).build())).hasSize(1);
  }

  @Test
  void theDeepestAllowedConditionRunsOnASmallStack() throws InterruptedException {
    String deep =
        "(proc.pid = 1 or proc.pid = 42 and ".repeat(249)
            + "not (proc.pid != 42)"
            + ")".repeat(249);
    AtomicReference<Object> seen = new AtomicReference<>("nothing");
    Thread thread =
        new Thread(
            null,
            () -> {
              RuleSet rules = rules(loadCondition(deep));
              seen.set(Loading.alerts(rules, EventBuilder.connect("1.2.3.4", 5).build()).size());
            },
            "small stack",
            512 * 1024);
    thread.start();
    thread.join();
    assertThat(seen).hasValue(1);
  }

  @Test
  void macrosThatDeepenEachOther() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      yaml.append("- macro: m" + i + "\n  condition: evt.type = connect\n");
    }
    // Redefined from the outside in, so that resolving the first one walks through all.
    for (int i = 0; i < 49; i++) {
      String deep = "not (".repeat(400) + "m" + (i + 1) + ")".repeat(400);
      yaml.append("- macro: m" + i + "\n  condition: " + deep + "\n");
    }
    assertThat(load(yaml.toString()).errors())
        .isNotEmpty()
        .allMatch(error -> error.message().startsWith("nested more than 502 deep"));
  }

  @Test
  void macrosThatDoubleEachTime() {
    StringBuilder yaml = new StringBuilder("- macro: m0\n  condition: proc.pid = 1\n");
    for (int i = 1; i <= 64; i++) {
      String before = "m" + (i - 1);
      yaml.append("- macro: m" + i + "\n  condition: " + before + " or " + before + "\n");
    }
    assertThat(errors(load(yaml.toString())))
        .singleElement()
        .asString()
        .endsWith("more than 100000 checks once its macros are written out");
  }

  @Test
  void listsThatDoubleEachTime() {
    StringBuilder yaml = new StringBuilder("- list: l0\n  items: [a, b]\n");
    for (int i = 1; i <= 64; i++) {
      String before = "l" + (i - 1);
      yaml.append("- list: l" + i + "\n  items: [" + before + ", " + before + "]\n");
    }
    assertThat(load(yaml + ruleOf("proc.name in (l64)")).errors()).isEmpty();
  }

  @Test
  void longChainsOfMacrosAndLists() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      yaml.append("- macro: m" + i + "\n  condition: evt.type = connect\n");
      yaml.append("- list: l" + i + "\n  items: [l" + (i + 1) + "]\n");
    }
    for (int i = 0; i < 4_999; i++) {
      yaml.append("- macro: m" + i + "\n  condition: m" + (i + 1) + "\n");
    }
    assertThat(load(yaml.toString()).errors())
        .extracting(Diagnostic::message)
        .contains("macros are nested more than 200 deep", "lists are nested more than 200 deep");
  }

  @Test
  void aliasBombs() {
    StringBuilder yaml = new StringBuilder("- &a0 [x, x]\n");
    for (int i = 1; i <= 100; i++) {
      yaml.append("- &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    assertThat(load(yaml.toString()).errors()).isNotEmpty();
    assertThat(load("- list: l\n  items: &a [*a]\n").errors()).isNotEmpty();
  }

  @Test
  @Timeout(20)
  void aliasesRepeatNoMoreThanTheyMay() {
    String item = "- " + "x".repeat(1_000) + "\n";
    StringBuilder yaml = new StringBuilder("- list: l\n  items: &a\n");
    yaml.append(("  " + item).repeat(200));
    for (int i = 0; i < 1_000; i++) {
      yaml.append("- list: l").append(i).append("\n  items: *a\n");
    }
    assertThat(errors(load(yaml.toString())))
        .singleElement()
        .asString()
        .endsWith("aliases repeat more than 1000000 characters of this file");
    assertThat(load("- rule: r\n  exceptions: &e\n    - {name: n, fields: &f [*f]}\n").errors())
        .isNotEmpty();
  }

  @Test
  void manyAppendsToOneRule() {
    String append = "- {rule: R, append: true, condition: or proc.pid = 2}\n";
    RuleSet rules = rules(load(ruleOf("evt.type = connect") + append.repeat(20_000)));
    assertThat(rules.rules()).hasSize(1);
  }

  @Test
  void manyErrorsAreCutShort() {
    assertThat(load("- x\n".repeat(5_000)).errors()).hasSize(1_001);
  }

  @Test
  void deepYaml() {
    assertThat(errors(load("[".repeat(100_000))))
        .containsExactly("r.yaml:1:51: nested more than 50 deep");
    assertThat(errors(load("- ".repeat(100_000)))).hasSize(1);
  }

  @Test
  void controlCharactersDoNotReachTheReport() {
    assertThat(errors(loadCondition("proc.name \u001b[31m")))
        .allMatch(error -> error.indexOf('\u001b') < 0);
    assertThat(errors(load("- rule: \"a\\nb\"\n  priority: \"x\\ny\"\n")))
        .allMatch(error -> error.indexOf('\n') < 0);
  }
}
