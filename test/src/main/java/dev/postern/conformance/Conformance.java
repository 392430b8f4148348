package dev.postern.conformance;

import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs every file of cases in a folder. */
public final class Conformance {

  /** One way to run a case. */
  interface Suite {
    /** What is different, in one line; null when nothing is. */
    @Nullable String difference(JsonObject recorded);
  }

  private Conformance() {}

  /**
   * Runs the files there are.
   *
   * @param folder holds {@code filter_cases.json}, {@code compile_cases.json}, {@code
   *     eval_cases.json} and {@code rules_cases.json}, or some of them
   * @throws IOException when none is there or one cannot be read
   */
  public static Report run(Path folder) throws IOException {
    List<JsonObject> evaluated = cases(folder.resolve("eval_cases.json"));
    RecordedFields fields = RecordedFields.knownFrom(evaluated);
    Map<String, Suite> suites = new LinkedHashMap<>();
    suites.put("filter", new FilterSuite());
    suites.put("compile", new CompileSuite(fields));
    suites.put("eval", new EvalSuite(fields));
    suites.put("rules", new RulesSuite());
    Report report = new Report(DeliberateDifferences.read());
    boolean any = false;
    for (Map.Entry<String, Suite> suite : suites.entrySet()) {
      List<JsonObject> cases = cases(folder.resolve(suite.getKey() + "_cases.json"));
      any |= !cases.isEmpty();
      for (JsonObject recorded : cases) {
        report.add(suite.getKey(), recorded, suite.getValue().difference(recorded));
      }
    }
    if (!any) {
      throw new FileNotFoundException("no *_cases.json in " + folder);
    }
    return report;
  }

  private static List<JsonObject> cases(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<JsonObject> cases = new ArrayList<>();
    for (Object each : new JsonObject(Files.readString(file)).getJsonArray("cases")) {
      cases.add((JsonObject) each);
    }
    return cases;
  }
}
