package dev.postern.reload;

import dev.postern.rules.RuleSet;
import java.time.Instant;
import java.util.List;

/**
 * Rules ready to run, and where they came from.
 *
 * @param files that rules were read from, in their order; the shipped macros and lists are none
 * @param warnings a line each
 * @param lists those that files hold
 * @param at when they were loaded
 */
public record LoadedRules(
    RuleSet rules, List<String> files, List<String> warnings, List<LoadedList> lists, Instant at) {

  /**
   * A list from a file.
   *
   * @param entries counting again what it has twice
   * @param file as it was named
   */
  public record LoadedList(String name, int entries, String file) {}

  public LoadedRules {
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
    lists = List.copyOf(lists);
  }

  /** Rules that came from no file, such as a test's. */
  public static LoadedRules of(RuleSet rules) {
    return new LoadedRules(rules, List.of(), List.of(), List.of(), Instant.now());
  }

  /** "12 rules from 3 files". */
  public String summary() {
    return count(rules.rules().size(), "rule") + " from " + count(files.size(), "file");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
