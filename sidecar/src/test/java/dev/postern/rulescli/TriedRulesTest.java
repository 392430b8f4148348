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

/** {@code postern rules explain} and {@code eval}: rules tried on recorded events. */
class TriedRulesTest {

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
  void explainShowsEveryLeafAlsoWhereTheOutcomeIsKnown() {
    Invocation explained =
        rules(
            "explain",
            "Web",
            "--rules",
            rules,
            "--event",
            "{\"evt.type\":\"listen\",\"proc.name\":\"curl\",\"fd.sport\":443}");
    assertThat(explained.status()).isEqualTo(ExitStatus.OK);
    assertThat(explained.output())
        .containsExactly(
            "Web (" + rules + ":3:9): no alert, the condition is false",
            "false  and",
            "false    evt.type = connect    [evt.type is listen]",
            "true     to_web: fd.sport in (80, 443)    [fd.sport is 443]",
            "false    not",
            "true       proc.name = curl    [proc.name is curl]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Off | {\"proc.name\":\"wget\"} | the rule is disabled",
        "Later | {\"evt.type\":\"connection_closed\",\"fd.sport\":80} | names this evt.type",
        "Later | {\"evt.type\":\"brk\",\"fd.sport\":80} | : alert, the condition is true",
      })
  void explainSaysWhyATrueConditionRaisesNoAlert(String rule, String event, String why) {
    assertThat(rules("explain", rule, "--rules", rules, "--event", event).output().getFirst())
        .contains(why);
  }

  @Test
  void explainRefusesWhatItDoesNotKnow() {
    Invocation rule = rules("explain", "Wep", rules, "--event", "{}");
    assertThat(rule.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(rule.errors()).singleElement().asString().contains("did you mean 'Web'?");
    Invocation event = rules("explain", "Web", rules, "--event", "{\"fd.sport\":\"x\"}");
    assertThat(event.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(event.errors())
        .containsExactly("postern rules explain: --event: fd.sport: 'x' is not a port: 0 to 65535");
  }

  private static final String EVENTS =
      """
      {"evt.type":"connect","proc.name":"sh","fd.sip":"203.0.113.9","fd.sport":443,"hostname":"n"}

      {"evt.type":"connect","fd.sport":
      {"evt.type":"connect","proc.name":"nc","fd.sip":"203.0.113.9","fd.sport":"80"}
      {"evt.type":"connect","proc.name":"curl","fd.sport":443}
      """;

  @Test
  void evalPrintsTheAlertsOfEachLineAndGoesOnBehindABadOne() throws IOException {
    Path events = file("events.jsonl", EVENTS);
    Invocation evaluated = rules("eval", "--rules", rules, "--events", events, "--json");
    assertThat(evaluated.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(evaluated.errors())
        .singleElement()
        .asString()
        .startsWith(events + ":3: not JSON, at column ");
    List<JsonObject> alerts = evaluated.output().stream().map(JsonObject::new).toList();
    assertThat(alerts).extracting(alert -> alert.getInteger("line")).containsExactly(1, 4, 4);
    assertThat(alerts)
        .extracting(alert -> alert.getString("rule"))
        .containsExactly("Web", "Web", "Later");
    assertThat(alerts.getFirst().fieldNames())
        .containsExactly(
            "hostname",
            "output",
            "output_fields",
            "priority",
            "rule",
            "source",
            "tags",
            "time",
            "line");
    assertThat(alerts.getFirst().getString("hostname")).isEqualTo("n");
    assertThat(alerts.getFirst().getJsonObject("output_fields").getMap())
        .containsEntry("fd.rip", "203.0.113.9");
  }

  @Test
  void evalAsTextHasTheLineInFrontAndFirstMeansOne() throws IOException {
    Path events = file("events.jsonl", EVENTS.lines().skip(3).findFirst().orElseThrow());
    Invocation evaluated = rules("eval", rules, "--events", events, "--rule-matching", "first");
    assertThat(evaluated.output())
        .singleElement()
        .asString()
        .matches("1: [0-9:]{8}\\.0{9}: Warning web \\(by=nc to=203\\.0\\.113\\.9 at=.*\\)");
    assertThat(evaluated.status()).isEqualTo(ExitStatus.OK);
  }

  @Test
  void eventsThatAreNotThereAreStatus2() {
    Invocation evaluated = rules("eval", rules, "--events", folder.resolve("none.jsonl"));
    assertThat(evaluated.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(evaluated.errors()).singleElement().asString().contains("none.jsonl: no such file");
  }
}
