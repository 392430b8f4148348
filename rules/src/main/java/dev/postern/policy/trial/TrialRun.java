package dev.postern.policy.trial;

import dev.postern.policy.Decision;
import dev.postern.policy.EntryName;
import dev.postern.policy.PolicySet;
import dev.postern.policy.Workload;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.read.PolicyLoad;
import dev.postern.policy.read.PolicyLoader;
import dev.postern.rules.SafeText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries the tests of one file. */
public final class TrialRun {

  private TrialRun() {}

  /**
   * What came of a file.
   *
   * @param tests how many it has; 0 when it cannot be read
   * @param failed how many of them did not hold
   * @param problems a line each
   */
  public record Result(int tests, int failed, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads a file and tries its tests. Bad input is never an exception.
   *
   * @param path shown in problems; the policies it names are relative to it
   * @param text what it holds
   * @param now when tests that name no time take place
   */
  public static Result of(Path path, String text, Instant now) {
    List<String> problems = new ArrayList<>();
    TrialReader reader =
        new TrialReader(
            path,
            (place, message, suggestion) ->
                problems.add(
                    SafeText.oneLine(
                        place
                            + ": "
                            + message
                            + (suggestion == null ? "" : " (" + suggestion + ")"))));
    reader.read(text, now);
    if (!problems.isEmpty()) {
      return new Result(0, 0, problems);
    }
    PolicyLoad load = PolicyLoader.load(reader.policies(), now);
    PolicySet policies = load.policies();
    if (policies == null) {
      return new Result(0, 0, load.errors().stream().map(Object::toString).toList());
    }
    for (Trial trial : reader.trials()) {
      String problem = problem(trial, policies);
      if (problem != null) {
        problems.add(SafeText.oneLine(trial.place() + ": '" + trial.name() + "' " + problem));
      }
    }
    return new Result(reader.trials().size(), problems.size(), problems);
  }

  /** What did not hold; null when all did. */
  private static @Nullable String problem(Trial trial, PolicySet policies) {
    Workload workload = trial.workload();
    WorkloadPolicy policy = workload == null ? policies.selectAll() : policies.select(workload);
    Decision decision = policy.decide(trial.ask(), trial.at());
    EntryName entry = decision.entry();
    String by = entry == null ? decision.reason().text() : entry.toString();
    if (decision.verdict() != trial.expected()) {
      return "expected %s, but it is %s: %s"
          .formatted(trial.expected().text(), decision.verdict().text(), by);
    }
    if (trial.entry() != null && (entry == null || !entry.entry().equals(trial.entry()))) {
      return "expected %s by entry '%s', but it is so by %s"
          .formatted(trial.expected().text(), trial.entry(), by);
    }
    return null;
  }
}
