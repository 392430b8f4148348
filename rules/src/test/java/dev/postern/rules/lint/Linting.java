package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleMatching;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import java.util.List;
import java.util.Map;

/** Shorthand for notes in tests. */
final class Linting {

  static final RuleSettings FIRST = new RuleSettings(RuleMatching.FIRST, Map.of());

  private Linting() {}

  static List<Note> notes(String yaml) {
    return notes(yaml, RuleSettings.DEFAULT);
  }

  static List<Note> notes(String yaml, RuleSettings settings) {
    List<RuleSource> sources = List.of(new RuleSource("r.yaml", yaml));
    LoadResult result = RuleLoader.load(sources, settings);
    assertThat(result.errors()).isEmpty();
    return Lint.notes(sources, settings, result);
  }

  static List<String> kinds(List<Note> notes) {
    return notes.stream().map(note -> note.kind().text()).toList();
  }

  /** A rule about connects with one more thing asked of them. */
  static String rule(String condition) {
    return rule("R", "evt.type = connect and " + condition);
  }

  static String rule(String name, String condition) {
    return "- rule: "
        + name
        + "\n  desc: d\n  output: '%proc.name'\n  priority: info\n  condition: '"
        + condition.replace("'", "''")
        + "'\n";
  }
}
