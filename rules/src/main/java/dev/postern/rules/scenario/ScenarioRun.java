package dev.postern.rules.scenario;

import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.ShippedRules;
import dev.postern.rules.record.RecordedRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries the scenarios of one file. */
public final class ScenarioRun {

  /**
   * What came of a file.
   *
   * @param scenarios how many it has; 0 when it cannot be read
   * @param failed how many of them did not hold
   * @param problems a line each
   */
  public record Result(int scenarios, int failed, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    /** Whether every scenario held. */
    public boolean ok() {
      return problems.isEmpty();
    }
  }

  private final List<RuleSource> sources;
  private final Map<Map<String, List<String>>, LoadResult> loads = new HashMap<>();

  private ScenarioRun(List<RuleSource> sources) {
    this.sources = sources;
  }

  /**
   * Reads a file and tries its scenarios. Bad input is never an exception.
   *
   * @param path shown in problems; the rules it names are relative to it
   * @param text what it holds
   */
  public static Result of(Path path, String text) {
    Problems problems = new Problems();
    ScenarioFile file = new ScenarioReader(path, problems).read(text);
    if (!problems.none()) {
      return refused(problems.all());
    }
    RuleFiles.Result files = RuleFiles.read(file.rules());
    if (!files.errors().isEmpty()) {
      return refused(files.errors());
    }
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    // As shipped ones, so that a scenario's lists take the place of theirs too.
    files
        .sources()
        .forEach(source -> sources.add(new RuleSource(source.name(), source.text(), true)));
    return new ScenarioRun(sources).run(file);
  }

  private Result run(ScenarioFile file) {
    List<String> problems = new ArrayList<>();
    int failed = 0;
    for (Scenario scenario : file.scenarios()) {
      LoadResult loaded = load(scenario.lists());
      if (loaded.rules() == null) {
        return refused(loaded.errors());
      }
      List<ScenarioProblem> found =
          new ScenarioCheck(
                  scenario,
                  loaded,
                  new RecordedRules(loaded, RuleMatching.ALL, scenario.ruleNames()))
              .check();
      found.forEach(problem -> problems.add(problem.toString()));
      failed += found.isEmpty() ? 0 : 1;
    }
    return new Result(file.scenarios().size(), failed, problems);
  }

  /** Rules are loaded once for each way in which scenarios fill their lists. */
  private LoadResult load(Map<String, List<String>> lists) {
    return loads.computeIfAbsent(
        lists, given -> RuleLoader.load(sources, new RuleSettings(RuleMatching.ALL, given)));
  }

  private static Result refused(List<?> problems) {
    return new Result(0, 0, problems.stream().map(Object::toString).toList());
  }
}
