package dev.postern.policy.read;

import dev.postern.policy.Policy;
import dev.postern.policy.PolicyId;
import dev.postern.policy.PolicySet;
import dev.postern.rules.Diagnostics;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleSource;
import dev.postern.rules.source.Place;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads policies: all of them, or none and every error. Bad input is never an exception. */
public final class PolicyLoader {

  private PolicyLoader() {}

  /**
   * Reads files, and folders as rules are read from them: {@code *.yaml} and {@code *.yml} but
   * {@code *_test.yaml}.
   *
   * @param now what has expired by then is warned of
   */
  public static PolicyLoad load(List<Path> paths, Instant now) {
    RuleFiles.Result files = RuleFiles.readOthers(paths);
    return files.errors().isEmpty()
        ? loadSources(files.sources(), now)
        : new PolicyLoad(null, files.errors(), List.of(), List.of());
  }

  /** Loads the texts of files; of none, it is an error, because that is never what is meant. */
  public static PolicyLoad loadSources(List<RuleSource> sources, Instant now) {
    Diagnostics diagnostics = new Diagnostics();
    List<Policy> policies = new ArrayList<>();
    if (sources.isEmpty()) {
      new PolicyProblems("policies", null, diagnostics)
          .add(Place.file("policies"), "no policy file is given", null);
    }
    for (RuleSource source : sources) {
      policies.addAll(new PolicyFile(source, diagnostics).read());
    }
    refuseTwins(policies, diagnostics);
    if (diagnostics.hasErrors()) {
      return new PolicyLoad(null, diagnostics.errorsIn(sources), List.of(), List.of());
    }
    PolicySet set = new PolicySet(policies);
    Diagnostics notes = new Diagnostics();
    new PolicyNotes(diagnostics, notes, now).read(set);
    return new PolicyLoad(
        set, List.of(), diagnostics.warningsIn(sources), notes.warningsIn(sources));
  }

  /** The second of two policies with one name would be read as a change of the first. */
  private static void refuseTwins(List<Policy> policies, Diagnostics diagnostics) {
    Map<PolicyId, Policy> byId = new HashMap<>();
    for (Policy policy : policies) {
      Policy twin = byId.putIfAbsent(policy.id(), policy);
      if (twin != null) {
        new PolicyProblems(policy.place().file(), policy.id().toString(), diagnostics)
            .value(
                policy.place(),
                policy.id() + " is there already, at " + twin.place(),
                "give it another name, or join their entries");
      }
    }
  }
}
