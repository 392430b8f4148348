package dev.postern.conformance;

import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a file of rules loads, what is said about it, and which rules are then there. */
final class RulesSuite implements Conformance.Suite {

  @Override
  public @Nullable String difference(JsonObject recorded) {
    LoadResult loaded =
        RuleLoader.load(
            List.of(new RuleSource("case.yaml", recorded.getString("rules"))),
            RuleSettings.DEFAULT);
    List<String> errors = codes(recorded.getJsonArray("errors"));
    if (!errors.equals(codes(loaded.errors()))) {
      return "errors: " + loaded.errors() + " but there: " + recorded.getJsonArray("errors");
    }
    List<String> warnings = codes(recorded.getJsonArray("warnings"));
    if (!warnings.equals(codes(loaded.warnings()))) {
      return "warnings: " + loaded.warnings() + " but there: " + recorded.getJsonArray("warnings");
    }
    if (loaded.rules() == null || !recorded.containsKey("compiled")) {
      return null;
    }
    List<String> rules = loaded.rules().rules().stream().map(Rule::name).toList();
    List<String> expected =
        objects(recorded.getJsonArray("compiled"))
            .filter(rule -> rule.getBoolean("enabled"))
            .map(rule -> rule.getString("rule"))
            .toList();
    return rules.equals(expected) ? null : "rules: " + rules + " but there: " + expected;
  }

  /** Each kind once: how often one thing is said is nobody's business. */
  private static List<String> codes(List<Diagnostic> said) {
    return said.stream()
        .map(diagnostic -> diagnostic.code().name())
        .filter(code -> !isOurs(code))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> codes(JsonArray said) {
    return objects(said).map(each -> each.getString("code")).distinct().sorted().toList();
  }

  /** Hints that only Postern gives. */
  private static boolean isOurs(String code) {
    return code.equals("LOAD_NEVER_MATCHES") || code.equals("LOAD_UNKNOWN_LIST");
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }
}
