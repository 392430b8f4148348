package dev.postern.bench;

import dev.postern.enforce.ScopePolicy;
import dev.postern.rules.RuleSet;
import dev.postern.sensor.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The same program in a watched scope with and without a policy, in turns. Which of the two comes
 * first alternates, so that a drift of the machine falls on both.
 */
final class PolicyCost {

  private final BenchScope scope;
  private final Watch watch;
  private final RuleSet rules;
  private final List<Cost> free = new ArrayList<>();
  private final List<Cost> governed = new ArrayList<>();

  private PolicyCost(BenchScope scope, Watch watch, RuleSet rules) {
    this.scope = scope;
    this.watch = watch;
    this.rules = rules;
  }

  /**
   * Measures, after a round that does not count.
   *
   * @param command prints a {@link Cost}; the policy allows all that it does
   */
  static PolicyCost measure(
      BenchScope scope,
      Watch watch,
      RuleSet rules,
      ScopePolicy policy,
      List<String> command,
      int rounds) {
    new PolicyCost(scope, watch, rules).round(policy, command, true);
    PolicyCost measured = new PolicyCost(scope, watch, rules);
    for (int i = 0; i < rounds; i++) {
      measured.round(policy, command, i % 2 == 0);
    }
    return measured;
  }

  private void round(ScopePolicy policy, List<String> command, boolean freeFirst) {
    if (freeFirst) {
      free.add(run(null, command));
    }
    governed.add(run(policy, command));
    if (!freeFirst) {
      free.add(run(null, command));
    }
  }

  private Cost run(@Nullable ScopePolicy policy, List<String> command) {
    try (var alerts = Sinks.json();
        Sensor sensor = watch.under(policy, rules, alerts)) {
      requireForce(policy);
      Cost cost = Cost.parse(scope.inside(command));
      sensor.caughtUp().join();
      return cost;
    }
  }

  /** A policy that refuses nothing would cost nothing, and be no policy. */
  private void requireForce(@Nullable ScopePolicy policy) {
    boolean refused;
    try {
      scope.inside(Programs.command("connects", "udp", 1, 9, BenchPolicy.REFUSED));
      refused = false;
    } catch (BenchFailure e) {
      refused = true;
    }
    if (refused != (policy != null)) {
      throw new BenchFailure(
          refused
              ? "a connection was refused without a policy"
              : "the policy refuses nothing: what it costs cannot be measured");
    }
  }

  /** The program's CPU under the policy, divided by that without, round by round. */
  Spread cpuRatio() {
    return ratio(Cost::cpuNanosEach);
  }

  /** The same of the time that passed. */
  Spread wallRatio() {
    return ratio(Cost::wallNanosEach);
  }

  /** Nanoseconds of CPU that one operation costs more under the policy. */
  Spread addedNanos() {
    double[] added = new double[free.size()];
    for (int i = 0; i < added.length; i++) {
      added[i] = governed.get(i).cpuNanosEach() - free.get(i).cpuNanosEach();
    }
    return Spread.of(added);
  }

  private Spread ratio(ToDoubleFunction<Cost> cost) {
    double[] ratios = new double[free.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = cost.applyAsDouble(governed.get(i)) / cost.applyAsDouble(free.get(i));
    }
    return Spread.of(ratios);
  }
}
