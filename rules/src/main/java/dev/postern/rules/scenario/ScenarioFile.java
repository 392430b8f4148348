package dev.postern.rules.scenario;

import java.nio.file.Path;
import java.util.List;

/**
 * A file of scenarios.
 *
 * @param rules the rule files and folders they are about
 */
public record ScenarioFile(List<Path> rules, List<Scenario> scenarios) {

  public ScenarioFile {
    rules = List.copyOf(rules);
    scenarios = List.copyOf(scenarios);
  }
}
