package dev.postern.demo;

import dev.postern.demo.StepAlerts.Fired;
import dev.postern.lab.DemoStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Step by step: which rule had to fire how often, which did, and how soon. */
final class DemoTable implements ActTable {

  private static final String ROW = "%-4s %-46s %-46s %8s %5s  %-6s %s";
  private static final double NANOS_PER_MILLI = 1e6;

  private final Set<String> loaded;
  private final List<String> rows = new ArrayList<>();
  private boolean matches = true;

  /**
   * @param loaded the names of the rules that are being tried
   */
  DemoTable(Set<String> loaded) {
    this.loaded = loaded;
  }

  /** Adds a step with what it led to. */
  void add(int number, DemoStep step, List<Fired> fired) {
    Map<String, Integer> expectations = step.expectedOf(loaded);
    TreeSet<String> rules = new TreeSet<>(expectations.keySet());
    fired.forEach(alert -> rules.add(alert.rule()));
    if (rules.isEmpty()) {
      rows.add(ROW.formatted(number, step.title(), "(none)", 0, 0, "ok", ""));
    }
    boolean first = true;
    for (String rule : rules) {
      List<Fired> ofRule = fired.stream().filter(alert -> alert.rule().equals(rule)).toList();
      int expected = expectations.getOrDefault(rule, 0);
      boolean exact = expected == ofRule.size();
      matches &= exact;
      rows.add(
          ROW.formatted(
              first ? number : "",
              first ? step.title() : "",
              rule,
              expected,
              ofRule.size(),
              exact ? "ok" : "WRONG",
              latency(ofRule)));
      first = false;
    }
  }

  /** The slowest of the alerts: a mean would hide it. */
  static String latency(List<Fired> fired) {
    return fired.stream().mapToLong(Fired::latencyNanos).max().stream()
        .mapToObj(nanos -> String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI))
        .findFirst()
        .orElse("");
  }

  @Override
  public boolean matches() {
    return matches;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted("STEP", "", "RULE", "EXPECTED", "FIRED", "", "LATENCY").stripTrailing());
    rows.forEach(row -> lines.add(row.stripTrailing()));
    return lines;
  }
}
