package dev.postern.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {

  private static final String FOLDER = "POSTERN_CONFORMANCE";

  @TempDir private Path folder;

  @Test
  @EnabledIfEnvironmentVariable(named = FOLDER, matches = ".+")
  void agreesWithTheRecordedCases() throws IOException {
    Report report = Conformance.run(Path.of(Objects.requireNonNull(System.getenv(FOLDER))));
    assertThat(report.agrees()).as(report.text()).isTrue();
  }

  private Report run(String suite, JsonObject... cases) throws IOException {
    JsonArray all = new JsonArray();
    for (JsonObject each : cases) {
      all.add(each);
    }
    Files.writeString(
        folder.resolve(suite + "_cases.json"), new JsonObject().put("cases", all).encode());
    return Conformance.run(folder);
  }

  private static JsonObject expression(String expression, Object expect) {
    return new JsonObject().put("expr", expression).put("expect", expect).put("error", "why");
  }

  @Test
  void comparesWhatIsRead() throws IOException {
    Report report =
        run(
            "filter",
            expression("a  and a.b=='x y'", "parse-ok").put("ast", "(a and a.b == \"x y\")"),
            expression("a", "parse-ok").put("ast", "b"),
            expression("(a", "parse-ok").put("ast", "a"),
            expression("a", "parse-error"),
            expression("(a", "parse-error"));
    assertThat(report.agrees()).isFalse();
    assertThat(report.text())
        .isEqualTo(
            """
            filter: 2 of 5 (0.4000)
              different: a  ->  read as: a but there as: b
              different: (a  ->  refused: this parenthesis is never closed
              different: a  ->  read, but refused there: why
            """);
  }

  @Test
  void comparesWhatIsCompiled() throws IOException {
    Report report =
        run(
            "compile",
            expression("fd.sport = 80", "compile-ok"),
            expression("fd.sport = x", "compile-ok"),
            expression("fd.sport = 80", "compile-error"),
            expression("nobodys_macro", "compile-error"));
    assertThat(report.text())
        .startsWith("compile: 2 of 4 (0.5000)")
        .contains("fd.sport = x  ->  refused: 'x' is not a port")
        .contains("fd.sport = 80  ->  compiles, but refused there: why");
  }

  @Test
  void comparesWhatIsSaidOfAnEvent() throws IOException {
    JsonObject fields =
        new JsonObject()
            .put(
                "proc.name",
                new JsonObject().put("type", "CHARBUF").put("present", true).put("value", "sh"));
    JsonObject known =
        new JsonObject().put("fields", fields).put("context", new JsonObject()).put("test", "t");
    Report report =
        run(
            "eval",
            expression("proc.name = sh", true).mergeIn(known),
            expression("proc.name != sh", true).mergeIn(known),
            expression("proc.name > 5 and proc.pname exists", false).mergeIn(known),
            expression("proc.name bcontains 68", "error").mergeIn(known));
    assertThat(report.text())
        .isEqualTo(
            """
            eval: 3 of 4 (0.7500)
              different: proc.name != sh  ->  false, but true there
            """);
  }

  @Test
  void comparesWhatIsLoaded() throws IOException {
    String rule =
        "- rule: R\n  desc: d\n  condition: evt.type=connect\n  output: o\n  priority: INFO\n";
    JsonObject loaded =
        new JsonObject()
            .put("test", "loads")
            .put("rules", rule)
            .put("ok", true)
            .put("errors", new JsonArray())
            .put("warnings", new JsonArray());
    JsonObject another =
        new JsonObject()
            .put("rule", "S")
            .put("condition", "evt.type = connect")
            .put("condition_fields", new JsonArray().add("evt.type"))
            .put("condition_operators", new JsonArray().add("="))
            .put("output", "o")
            .put("priority", "Informational")
            .put("tags", new JsonArray())
            .put("enabled", true);
    Report report =
        run(
            "rules",
            loaded,
            loaded.copy().put("test", "other").put("compiled", new JsonArray().add(another)),
            loaded
                .copy()
                .put("test", "fails")
                .put("ok", false)
                .put("errors", new JsonArray().add(new JsonObject().put("code", "LOAD_ERR_X"))));
    assertThat(report.text())
        .startsWith("rules: 1 of 3 (0.3333)")
        .containsPattern("other {2}-> {2}rules: .*rule=R.* but there: .*rule=S")
        .contains("fails  ->  errors: []");
  }

  @Test
  void aFolderWithoutCasesIsAnError() {
    assertThatThrownBy(() -> Conformance.run(folder)).isInstanceOf(FileNotFoundException.class);
  }
}
