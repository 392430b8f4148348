package dev.postern.demo;

import dev.postern.demo.StepAlerts.Fired;
import dev.postern.lab.Lab;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The first act: nothing is in the attack's way, and the right alerts fire. */
final class WatchedAct {

  private WatchedAct() {}

  /**
   * Carries it out.
   *
   * @param watched false to attach no probe: then no alert fires
   */
  static ActTable run(Lab lab, RuleSet rules, boolean watched, PrintWriter out) throws IOException {
    if (!watched) {
      return attack(lab, rules, out, List::of);
    }
    try (PodSensor sensor = PodSensor.start(lab, rules, null)) {
      return attack(lab, rules, out, sensor::take);
    }
  }

  private static DemoTable attack(
      Lab lab, RuleSet rules, PrintWriter out, Supplier<List<Fired>> fired) {
    DemoTable table =
        new DemoTable(rules.rules().stream().map(Rule::name).collect(Collectors.toSet()));
    Attack.run(
        lab,
        out,
        (number, step, result) -> {
          result.orThrow();
          table.add(number, step, fired.get());
        });
    return table;
  }
}
