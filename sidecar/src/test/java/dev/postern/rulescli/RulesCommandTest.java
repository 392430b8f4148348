package dev.postern.rulescli;

import static dev.postern.rulescli.WebRules.RULES;
import static dev.postern.rulescli.WebRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.cli.ExitStatus;
import dev.postern.cli.Invocation;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code postern rules …} as its users call it. */
class RulesCommandTest {

  @TempDir Path folder;
  private Path rules = Path.of("");

  @BeforeEach
  void write() throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void checkSaysOk() {
    Invocation checked = rules("check", rules);
    assertThat(checked.status()).isEqualTo(ExitStatus.OK);
    assertThat(checked.output()).containsExactly("ok: 3 rules");
    assertThat(checked.errors()).isEmpty();
  }

  @Test
  void checkTellsEveryFaultyRuleInOneJsonObject() throws IOException {
    Path faulty =
        file("faulty.yaml", RULES.replace("fd.sport = 80", "fd.sportt = 80").replace("wget", "("));
    Invocation checked = rules("check", faulty, "--json");
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(checked.output()).hasSize(1);
    JsonObject json = new JsonObject(checked.output().getFirst());
    assertThat(json.fieldNames()).containsExactly("ok", "errors", "warnings");
    assertThat(json.getBoolean("ok")).isFalse();
    List<JsonObject> errors =
        json.getJsonArray("errors").stream().map(each -> (JsonObject) each).toList();
    assertThat(errors).extracting(error -> error.getString("rule")).containsExactly("Off", "Later");
    JsonObject unknown = errors.getLast();
    assertThat(unknown.fieldNames())
        .containsExactly("code", "file", "line", "column", "rule", "message", "suggestion");
    assertThat(unknown.getMap())
        .containsEntry("code", "LOAD_ERR_COMPILE_CONDITION")
        .containsEntry("file", faulty.toString())
        .containsEntry("line", 18)
        .containsEntry("column", 14)
        .containsEntry("message", "unknown field 'fd.sportt'")
        .containsEntry("suggestion", "did you mean 'fd.sport'?");
  }

  @Test
  void checkJsonOfGoodRulesIsOk() {
    Invocation checked = rules("check", "--json", rules);
    assertThat(checked.output()).containsExactly("{\"ok\":true,\"errors\":[],\"warnings\":[]}");
    assertThat(checked.status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void checkTellsInLinesToo() throws IOException {
    Path faulty = file("faulty.yaml", RULES.replace("fd.sport = 80", "fd.sportt = 80"));
    Invocation checked = rules("check", rules, faulty);
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(String.join("\n", checked.output()))
        .contains(
            faulty + ":18:14",
            "unknown field 'fd.sportt'",
            "in rule 'Later'",
            "fd.sportt = 80\n",
            "^",
            "1 error");
  }

  @ParameterizedTest
  @CsvSource({"none.yaml, no such file", "empty, holds no", "binary.yaml, not UTF-8"})
  void whatCannotBeReadIsOneLine(String name, String why) throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Path path = folder.resolve(name);
    Invocation checked = rules("check", path);
    assertThat(checked.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(checked.output().getFirst()).contains(path.toString()).contains(why);
    Invocation listed = rules("list", path);
    assertThat(listed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(listed.errors()).singleElement().asString().contains(path + ": ").contains(why);
    Invocation tested = rules("test", path);
    assertThat(tested.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(tested.errors()).singleElement().asString().contains(path + ": ").contains(why);
  }

  @Test
  void withoutTheDefaultsTheirMacrosAreUndefined() throws IOException {
    Path own = file("own.yaml", RULES.replace("fd.sport = 80", "outbound"));
    assertThat(rules("check", own).status()).isEqualTo(ExitStatus.OK);
    assertThat(rules("check", own, "--no-defaults").status()).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void listShowsDisabledRulesToo() {
    Invocation listed = rules("list", rules);
    assertThat(listed.status()).isEqualTo(ExitStatus.OK);
    assertThat(listed.output().stream().map(line -> line.replaceAll("  +", "|")))
        .containsExactly(
            "RULE|PRIORITY|TAGS|EVENTS|ENABLED",
            "Web|Warning|network,T1071|connect|yes",
            "Off|Debug|-|connect,sendto,listen,accept4,execve|no",
            "Later|Notice|-|connect,sendto,listen,accept4,execve|yes");
  }

  @Test
  void listWithoutAFileShowsTheShippedRules() {
    assertThat(rules("list").output()).anyMatch(line -> line.startsWith("Cloud Metadata"));
  }

  @Test
  void fieldsAreThoseOfAPrefix() {
    assertThat(rules("fields", "fd.s").output())
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.startsWith("fd.s") || line.startsWith("FIELD"));
    Invocation none = rules("fields", "fd.sipp");
    assertThat(none.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(none.errors()).singleElement().asString().contains("did you mean 'fd.sip'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval",
        "eval --events",
        "check",
        "explain Web",
        "explain --event {}",
        "test",
        "frobnicate",
        "",
        "check --frobnicate x"
      })
  void misuseIsStatus2(String arguments) {
    Invocation misused = rules((Object[]) arguments.split(" ", -1));
    assertThat(misused.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(misused.errors()).singleElement().asString().startsWith("postern rules");
    assertThat(misused.output()).isEmpty();
  }

  @Test
  void scenariosThatHoldAreCounted() throws IOException {
    Path scenarios =
        file(
            "rules_test.yaml",
            """
            rules: [rules.yaml]
            scenarios:
              - scenario: holds
                events: [{evt.type: connect, proc.name: nc, fd.sport: 443}]
                alerts: [{rule: Web}]
            """);
    Invocation tested = rules("test", scenarios, scenarios);
    assertThat(tested.output()).containsExactly("ok: 2 scenarios");
    assertThat(tested.status()).isEqualTo(ExitStatus.OK);
    Path failing =
        file(
            "fails_test.yaml", Files.readString(scenarios).replace("{rule: Web}", "{rule: Later}"));
    Invocation failed = rules("test", scenarios, failing);
    assertThat(failed.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(failed.output())
        .containsExactly(
            failing + ":5:14: scenario 'holds': 'Later' was not raised; raised: 'Web' by event 1",
            "failed: 1 of 2 scenarios");
  }
}
