package dev.postern.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.list.CompiledLists;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.list.ListFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that use lists from files, small ones and large ones. */
class ListFilesInRulesTest {

  private static final String THREAT =
      """
      - list: threat
        items: [203.0.113.99]
      """;

  @TempDir Path folder;
  private final Map<String, Path> paths = new HashMap<>();

  /** A list's file; a large one is filled up with what no event holds. */
  private void list(String name, boolean large, String filling, String... entries)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(entries));
    for (int i = 0; large && i <= ListFile.MOST_VALUES; i++) {
      lines.add(filling.formatted(1 + i / 250, i % 250));
    }
    paths.put(name, Files.write(folder.resolve(name + ".txt"), lines));
  }

  private LoadResult load(String text) {
    return load(List.of(new RuleSource("shipped.yaml", THREAT, true), new RuleSource("r", text)));
  }

  private LoadResult load(List<RuleSource> sources) {
    ListFiles.Result lists = ListFiles.read(paths, CompiledLists.in(folder));
    assertThat(lists.problems()).isEmpty();
    return RuleLoader.load(sources, new RuleSettings(RuleMatching.ALL, Map.of(), lists.files()));
  }

  private boolean matches(String condition, Event event) {
    LoadResult result = load(Loading.ruleOf(condition));
    assertThat(Loading.errors(result)).isEmpty();
    return !Loading.alerts(Objects.requireNonNull(result.rules()), event).isEmpty();
  }

  private static Event to(String address, int port) {
    return EventBuilder.connect(address, port).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fd.sip in (threat) | true | false",
        "not fd.sip in (threat) | false | true",
        "fd.sip in (threat, 198.51.100.9) | true | true",
        "fd.sip intersects (threat) | true | false",
        "fd.ip in (threat) | true | false",
        "fd.sip in (outer) | true | true",
        "fd.snet in (threat) | true | false",
        "fd.sport in (ports) | true | false",
        "fd.sport in (ports, 80) | true | true",
        "proc.name in (names) | true | true",
        "proc.name in (threat) | false | false",
        "fd.sip in (threat) and fd.sport in (ports) and proc.name in (names, other) | true | false",
      })
  void aListIsTheSameWhateverItsSize(String condition, boolean first, boolean second)
      throws IOException {
    String outer = "- list: outer\n  items: [threat, 198.51.100.9]\n";
    for (boolean large : new boolean[] {false, true}) {
      list("threat", large, "192.0.%d.%d", "203.0.113.0/28", "2001:db8::/32");
      list("ports", large, "5%d%03d", "443");
      list("names", large, "x%d-%d", "curl", "threat");
      LoadResult result = load(outer + Loading.ruleOf(condition));
      assertThat(Loading.errors(result)).as(condition).isEmpty();
      RuleSet rules = Objects.requireNonNull(result.rules());
      assertThat(rules.generated().isGenerated(EventType.CONNECT)).isTrue();
      for (RuleSet each : List.of(rules.interpreted(), rules.generated())) {
        assertThat(Loading.alerts(each, to("203.0.113.7", 443)))
            .as("%s, large: %s", condition, large)
            .hasSize(first ? 1 : 0);
        assertThat(Loading.alerts(each, to("198.51.100.9", 80)))
            .as("%s, large: %s", condition, large)
            .hasSize(second ? 1 : 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itTakesThePlaceOfAShippedListAndAUsersTakesItsPlace(boolean large) throws IOException {
    String condition = "fd.sip in (threat)";
    assertThat(matches(condition, to("203.0.113.99", 443))).isTrue();
    list("threat", large, "192.0.%d.%d", "203.0.113.7");
    assertThat(matches(condition, to("203.0.113.99", 443))).isFalse();
    assertThat(matches(condition, to("203.0.113.7", 443))).isTrue();
    LoadResult result =
        load("- list: threat\n  items: [203.0.113.8]\n" + Loading.ruleOf(condition));
    RuleSet rules = Objects.requireNonNull(result.rules());
    assertThat(Loading.alerts(rules, to("203.0.113.7", 443))).isEmpty();
    assertThat(Loading.alerts(rules, to("203.0.113.8", 443))).hasSize(1);
  }

  /** A feed cannot reach into the lists of rules. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEntryIsNeverTheNameOfAList(boolean large) throws IOException {
    list("names", large, "x%d-%d", "programs");
    String programs = "- list: programs\n  items: [curl]\n";
    LoadResult result = load(programs + Loading.ruleOf("proc.name in (names)"));
    RuleSet rules = Objects.requireNonNull(result.rules());
    assertThat(Loading.alerts(rules, to("203.0.113.7", 443))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entriesThatDoNotFitTheFieldAreErrorsInTheFile(boolean large) throws IOException {
    list("threat", large, "192.0.%d.%d", "203.0.113.7", "  evil.example", "8.8.8");
    LoadResult result = load(Loading.ruleOf("fd.sip in (threat) or fd.cip in (threat)"));
    String expected = large ? "an address or a block such as 192.0.2.0/24" : "an address, a block";
    assertThat(Loading.errors(result))
        .hasSize(2)
        .allMatch(error -> error.contains(" is not " + expected));
    assertThat(Loading.errors(result).getFirst())
        .startsWith(folder.resolve("threat.txt") + ":2:3: 'evil.example' ");
    assertThat(Loading.errors(result).getLast())
        .startsWith(folder.resolve("threat.txt") + ":3:1: '8.8.8' ");
    assertThat(result.errors()).allMatch(error -> "R".equals(error.rule()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofAFeedOfTheWrongKindTheFirstEntriesAreTold(boolean large) throws IOException {
    String[] names = new String[500];
    Arrays.setAll(names, i -> "n" + i + ".example");
    list("threat", large, "192.0.%d.%d", names);
    LoadResult result =
        load(
            Loading.ruleOf("fd.sip in (threat)")
                + Loading.ruleOf("fd.cip in (threat)").replace("rule: R", "rule: S"));
    assertThat(Loading.errors(result)).hasSize(11);
    assertThat(Loading.errors(result).getLast())
        .isEqualTo(
            folder.resolve("threat.txt") + ":11:1: this entry is wrong too, and 489 more after it");
  }

  @Test
  void aLargeListIsNoSingleValue() throws IOException {
    list("threat", true, "192.0.%d.%d");
    assertThat(Loading.errors(load(Loading.ruleOf("fd.sip = threat"))))
        .singleElement()
        .asString()
        .contains("'threat' is a list of 1001 values, not one value (write 'in (threat)')");
    assertThat(Loading.errors(load(Loading.ruleOf("fd.sip in threat"))))
        .singleElement()
        .asString()
        .contains("'threat' is a list of 1001 values, not one value (write 'in (threat)')");
  }

  @ParameterizedTest
  @CsvSource({
    "proc.exepath pmatch (threat), pmatch",
    "fd.sip = oneof (threat), oneof",
    "fd.sport = allof (threat), allof",
    "proc.name contains anyof (threat), anyof",
    "net.connection.inbound in (threat), net.connection.inbound",
  })
  void onlyMembershipIsAskedOfALargeList(String condition, String what) throws IOException {
    list("threat", true, "192.0.%d.%d");
    assertThat(Loading.errors(load(Loading.ruleOf(condition))))
        .singleElement()
        .asString()
        .contains("'" + what + "' takes a list of at most 1000 entries from a file");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRuleFileAddsToIt(boolean large) throws IOException {
    list("threat", large, "192.0.%d.%d", "203.0.113.7");
    LoadResult result =
        load(
            "- list: threat\n  append: true\n  items: [more, 203.0.113.8]\n"
                + "- list: more\n  items: [203.0.113.9]\n"
                + Loading.ruleOf("fd.sip in (threat)"));
    RuleSet rules = Objects.requireNonNull(result.rules());
    for (int last = 6; last <= 10; last++) {
      assertThat(Loading.alerts(rules, to("203.0.113." + last, 443)))
          .as("203.0.113.%d", last)
          .hasSize(last >= 7 && last <= 9 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersThatTheFieldCannotHoldAreErrorsInTheFile(boolean large) throws IOException {
    list("ports", large, "5%d%03d", "443", "65536", "0x50", "https");
    assertThat(Loading.errors(load(Loading.ruleOf("fd.sport in (ports)"))))
        .hasSize(2)
        .anyMatch(error -> error.contains(":2:1: '65536' is not a port: ports go from 0 to 65535"))
        .anyMatch(error -> error.contains(":3:1: '0x50' is not a port, the name of a service"));
  }

  /** An entry may be as long as a path, which a value in a rule may not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anEntryMayBeLong(boolean large) throws IOException {
    list("names", large, "x%d-%d", "x".repeat(4096));
    assertThat(matches("proc.name in (names)", to("203.0.113.7", 443))).isFalse();
  }

  /** Two conditions that name different lists are never taken for one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void twoListsAreTwoConditions(boolean large) throws IOException {
    list("one", large, "192.0.%d.%d", "203.0.113.7");
    list("two", large, "192.0.%d.%d", "203.0.113.8");
    LoadResult result =
        load(
            Loading.ruleOf("fd.sip in (one)")
                + Loading.ruleOf("fd.sip in (two)").replace("rule: R", "rule: S"));
    RuleSet rules = Objects.requireNonNull(result.rules());
    assertThat(Loading.alerts(rules, to("203.0.113.8", 443))).containsExactly("S");
  }

  /** A name with a typo leaves rules without the list that was meant for them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aListThatNoRuleUsesIsAWarning(boolean large) throws IOException {
    list("threat", large, "192.0.%d.%d", "203.0.113.7");
    list("thraet", large, "192.0.%d.%d", "203.0.113.7");
    assertThat(load(Loading.ruleOf("evt.type = connect and fd.sip in (threat)")).warnings())
        .singleElement()
        .asString()
        .isEqualTo(folder.resolve("thraet.txt") + ": list 'thraet' is used nowhere");
  }

  @Test
  void anEmptyListMatchesNothing() throws IOException {
    list("threat", false, "");
    assertThat(matches("fd.sip in (threat)", to("203.0.113.99", 443))).isFalse();
    assertThat(matches("not fd.sip in (threat)", to("203.0.113.99", 443))).isTrue();
  }

  /** Which types a large list names is not known, so every type is tried. */
  @Test
  void aLargeListMayNameEventTypes() throws IOException {
    list("types", true, "x%d-%d", "connect");
    assertThat(matches("evt.type in (types)", to("203.0.113.7", 443))).isTrue();
    assertThat(matches("not evt.type in (types)", to("203.0.113.7", 443))).isFalse();
  }
}
