package dev.postern.conformance;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of running the cases. */
public final class Report {

  /** The cases of one file. */
  private static final class Tally {
    private int cases;
    private final List<String> differences = new ArrayList<>();
    private final List<String> deliberate = new ArrayList<>();
  }

  private final DeliberateDifferences deliberate;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  Report(DeliberateDifferences deliberate) {
    this.deliberate = deliberate;
  }

  void add(String suite, JsonObject recorded, @Nullable String difference) {
    Tally tally = tallies.computeIfAbsent(suite, name -> new Tally());
    tally.cases++;
    if (difference == null) {
      return;
    }
    String subject =
        recorded.containsKey("expr") ? recorded.getString("expr") : recorded.getString("test");
    String line = oneLine(subject) + "  ->  " + oneLine(difference);
    String reason = deliberate.reason(suite, oneLine(subject));
    if (reason == null) {
      tally.differences.add(line);
    } else {
      tally.deliberate.add(line + "  (" + reason + ")");
    }
  }

  /** Whether every difference is a deliberate one. */
  public boolean agrees() {
    return tallies.values().stream().allMatch(tally -> tally.differences.isEmpty());
  }

  /** For each file the number of cases that agree, then a line for each that does not. */
  public String text() {
    StringBuilder text = new StringBuilder();
    tallies.forEach(
        (suite, tally) -> {
          int agreeing = tally.cases - tally.differences.size() - tally.deliberate.size();
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s: %d of %d (%.4f)%n",
                  suite,
                  agreeing,
                  tally.cases,
                  (double) agreeing / tally.cases));
          tally.differences.forEach(line -> text.append("  different: ").append(line).append('\n'));
          tally.deliberate.forEach(line -> text.append("  deliberate: ").append(line).append('\n'));
        });
    return text.toString();
  }

  private static String oneLine(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\t", "\\t")
        .replace("\r", "\\r");
  }
}
