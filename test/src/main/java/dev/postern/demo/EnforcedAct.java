package dev.postern.demo;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.demo.StepAlerts.Fired;
import dev.postern.enforce.PolicyLoading;
import dev.postern.enforce.Refusing;
import dev.postern.enforce.ScopePolicy;
import dev.postern.lab.Arrivals;
import dev.postern.lab.DemoSteps;
import dev.postern.lab.Lab;
import dev.postern.policy.Mode;
import dev.postern.reload.LoadFailure;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The second act: the same attack, and a policy that lets none of it out of the pod. */
final class EnforcedAct {

  private static final String POLICY = "policy.yaml";
  private static final String RULES = "refusals.yaml";

  private EnforcedAct() {}

  /**
   * Carries it out.
   *
   * @param mode in the place of the policy's own; null to leave it
   * @param watched false to attach no probe: then nothing is refused
   */
  static ActTable run(Lab lab, @Nullable Mode mode, boolean watched, PrintWriter out)
      throws IOException, CommandFailure {
    String text = read(POLICY);
    out.println();
    text.lines().map(line -> "     " + line).forEach(out::println);
    ScopePolicy policy = policy(lab, text, mode);
    try (Arrivals arrivals = Arrivals.of(lab)) {
      if (!watched) {
        return attack(lab, out, arrivals, List::of);
      }
      try (PodSensor sensor = PodSensor.start(lab, rules(), policy)) {
        return attack(lab, out, arrivals, sensor::take);
      }
    }
  }

  private static EnforcedTable attack(
      Lab lab, PrintWriter out, Arrivals arrivals, Supplier<List<Fired>> fired) {
    EnforcedTable table = new EnforcedTable();
    arrivals.take(); // of the act before
    Attack.run(
        lab,
        out,
        (number, step, result) ->
            table.add(number, step, result.status() == 0, arrivals.take(), fired.get()));
    return table;
  }

  private static ScopePolicy policy(Lab lab, String text, @Nullable Mode mode)
      throws IOException, CommandFailure {
    Path file = Files.writeString(lab.folder().resolve(POLICY), text);
    try {
      return new PolicyLoading(
              new PolicyLoading.Sources(
                  List.of(file), null, mode, DemoSteps.CONTAINER, Refusing.ECONNREFUSED, Set.of()))
          .load();
    } catch (LoadFailure e) {
      throw new CommandFailure(ExitStatus.FAILED, e.lines());
    }
  }

  private static RuleSet rules() throws IOException {
    LoadResult result =
        RuleLoader.load(List.of(new RuleSource(RULES, read(RULES))), RuleSettings.DEFAULT);
    RuleSet rules = result.rules();
    if (rules == null) {
      throw new IllegalStateException(result.errors().toString());
    }
    return rules;
  }

  private static String read(String name) throws IOException {
    try (InputStream in = EnforcedAct.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
