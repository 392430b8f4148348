package dev.postern.bench;

import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import java.util.ArrayList;
import java.util.List;

/** The rules that benchmarks run with. */
final class BenchRules {

  private static final String EVERY_CONNECT =
      """
      - rule: Connect
        desc: Whoever connects to whatever
        condition: evt.type = connect and fd.sip != 192.0.2.1
        output: "connect (proc=%proc.name pid=%proc.pid to=%fd.sip:%fd.sport)"
        priority: NOTICE
      """;

  private BenchRules() {}

  /** As {@code postern run} loads them; none of them alerts on a connection to loopback. */
  static RuleSet shipped() {
    return load(sources());
  }

  /** The shipped rules and one more, which alerts on every connect. */
  static RuleSet alerting() {
    List<RuleSource> sources = sources();
    sources.add(new RuleSource("bench.yaml", EVERY_CONNECT));
    return load(sources);
  }

  /**
   * The rules of {@link RuleFleet} behind the shipped macros.
   *
   * @param generated as generated classes, otherwise never so
   */
  static RuleSet fleet(int rules, boolean generated) {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.add(RuleFleet.of(rules));
    RuleSet loaded = load(sources);
    return generated ? loaded.generated() : loaded.interpreted();
  }

  private static List<RuleSource> sources() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(ShippedRules.pack());
    return sources;
  }

  private static RuleSet load(List<RuleSource> sources) {
    LoadResult result = RuleLoader.load(sources, RuleSettings.DEFAULT);
    if (result.rules() == null) {
      throw new BenchFailure("the rules do not load: " + result.errors());
    }
    return result.rules();
  }
}
