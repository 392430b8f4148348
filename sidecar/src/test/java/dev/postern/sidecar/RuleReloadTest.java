package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.reload.FileStamps;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.RuleLoading;
import dev.postern.reload.Watched;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleMatching;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files and lists that change, are broken, and go, beneath something that runs rules. */
class RuleReloadTest {

  private static final String RULE =
      """
      - rule: %s
        desc: d
        condition: evt.type = connect and fd.sip in (threat)
        output: o
        priority: NOTICE
      """;

  @TempDir Path folder;
  private Path rules;
  private Path list;
  private Watched<LoadedRules> watched;
  private LoadedRules first;
  private final List<LoadedRules> running = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    rules = Files.createDirectory(folder.resolve("rules"));
    Files.writeString(rules.resolve("one.yaml"), RULE.formatted("One"));
    list = Files.writeString(folder.resolve("threat.txt"), "192.0.2.1\n");
    SequencedMap<String, Path> lists = new LinkedHashMap<>(Map.of("threat", list));
    RuleLoading loading =
        new RuleLoading(
            new RuleLoading.Sources(
                List.of(rules), true, List.of(), RuleMatching.ALL, Map.of(), lists));
    FileStamps before = FileStamps.of(loading.paths());
    first = loading.load();
    watched =
        new Watched<>(
            loading.paths(),
            before,
            loading,
            new RuleReload(
                new RuleReload.Runner() {
                  @Override
                  public void replace(LoadedRules others) {
                    running.add(others);
                  }

                  @Override
                  public void reloadFailed(List<String> errors) {
                    failures.addAll(errors);
                  }
                },
                first,
                new PrintWriter(said)));
  }

  private List<String> said() {
    List<String> lines = said.toString().lines().toList();
    said.getBuffer().setLength(0);
    return lines;
  }

  private String keeping(LoadedRules kept) {
    return "postern: keeping the rules of "
        + DateTimeFormatter.ofPattern("HH:mm:ss").format(kept.at().atZone(ZoneId.systemDefault()));
  }

  private void look() {
    watched.look();
    watched.look();
  }

  private static Stream<String> names(LoadedRules loaded) {
    return loaded.rules().rules().stream().map(Rule::name);
  }

  @Test
  void aChangedAndANewFileRun() throws IOException {
    Files.writeString(rules.resolve("one.yaml"), RULE.formatted("Another"));
    Files.writeString(rules.resolve("two.yaml"), RULE.formatted("Two"));
    look();
    assertThat(said()).containsExactly("postern: rules reloaded: 2 rules from 2 files");
    assertThat(names(running.getLast())).containsExactly("Another", "Two");
    assertThat(running.getLast().files())
        .containsExactly(
            rules.resolve("one.yaml").toString(), rules.resolve("two.yaml").toString());
    assertThat(failures).isEmpty();
  }

  @Test
  void aChangedListRuns() throws IOException {
    Files.writeString(list, "192.0.2.1\n192.0.2.2\n");
    look();
    assertThat(said()).containsExactly("postern: rules reloaded: 1 rule from 1 file");
    assertThat(running.getLast().lists())
        .containsExactly(new LoadedRules.LoadedList("threat", 2, list.toString()));
  }

  @Test
  void brokenRulesChangeNothing() throws IOException {
    Files.writeString(rules.resolve("one.yaml"), RULE.formatted("One").replace("NOTICE", "LOUD"));
    Files.writeString(rules.resolve("two.yaml"), "- rule: Two\n");
    look();
    look();
    List<String> lines = said();
    assertThat(lines.getFirst())
        .startsWith("postern: " + rules.resolve("one.yaml") + ":5:13: unknown priority 'LOUD'");
    assertThat(lines).anyMatch(line -> line.startsWith("postern: " + rules.resolve("two.yaml")));
    assertThat(lines.getLast()).isEqualTo(keeping(first));
    assertThat(lines).filteredOn(line -> line.contains("LOUD")).hasSize(1); // told once
    assertThat(running).isEmpty();
    assertThat(failures).hasSizeGreaterThan(1);
  }

  @Test
  void aListOfTheWrongKindChangesNothing() throws IOException {
    Files.writeString(list, "192.0.2.1\nevil.example\n");
    look();
    assertThat(said())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("postern: " + list + ":2:1: 'evil.example' is not an address");
    assertThat(running).isEmpty();
  }

  @Test
  void rulesThatAreGoneOrEmptiedStay() throws IOException {
    Files.writeString(rules.resolve("one.yaml"), "");
    look();
    assertThat(said())
        .containsExactly(
            "postern: no enabled rule is left in "
                + rules.resolve("one.yaml")
                + ": to run without rules, start anew",
            keeping(first));
    Files.delete(rules.resolve("one.yaml"));
    look();
    assertThat(said())
        .containsExactly(
            "postern: " + rules + ": the folder holds no *.yaml or *.yml file", keeping(first));
    Files.delete(rules);
    look();
    assertThat(said())
        .containsExactly("postern: " + rules + ": no such file or folder", keeping(first));
    Files.delete(list);
    look();
    assertThat(running).isEmpty();
    assertThat(failures).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void whatWasKeptIsTheLastThatRan() throws IOException {
    Files.writeString(rules.resolve("one.yaml"), RULE.formatted("Second"));
    look();
    said();
    Files.delete(rules.resolve("one.yaml"));
    look();
    assertThat(said().getLast()).isEqualTo(keeping(running.getLast()));
    Files.writeString(rules.resolve("one.yaml"), RULE.formatted("Third"));
    look();
    assertThat(running).hasSize(2);
    assertThat(names(running.getLast())).containsExactly("Third");
  }
}
