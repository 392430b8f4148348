package dev.postern.rules.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.source.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixTest {

  private static final String BEFORE =
      """
      # Künftig: fd.sip in (10.0.0.0/8)
      - list: blocks
        items: [10.0.0.0/8, 192.0.2.0/24]
      - macro: m
        condition: proc.name = a
      - macro: m
        append: true
        condition: or proc.name = b
      - rule: A
        desc: "high"   # priority: HIGH
        condition: >
          m and evt.type = connect   and net.destination.port = 443
            and not fd.sip in (blocks)
            and not fd.sip in (10.0.0.0/8, 192.0.2.1)
        output: >
          to %net.destination.ip
        priority:   "HIGH"
        exceptions:
          - name: e
            fields: [proc.name, fd.rip]
            comps: [=, in]
            values:
              - [a, [10.0.0.0/8]]
              - [b, [198.51.100.0/24]]
          - name: mixed
            fields: [proc.name, fd.rip]
            comps: [=, in]
            values:
              - [c, [10.0.0.0/8]]
              - [d, [198.51.100.1]]
      - {rule: B, desc: d, output: '%proc.name', priority: low, condition: 'evt.type = listen and proc.name = ''x'' and net.protocol=tcp'}
      - {rule: C, desc: d, output: "%proc.name", priority: info, condition: "evt.type = listen and\\tproc.name = \\"y\\" and net.protocol = TCP"}
      """;

  private static final String AFTER =
      """
      # Künftig: fd.sip in (10.0.0.0/8)
      - list: blocks
        items: [10.0.0.0/8, 192.0.2.0/24]
      - macro: m
        condition: proc.name = a
      - macro: m
        override: {condition: append}
        condition: or proc.name = b
      - rule: A
        desc: "high"   # priority: HIGH
        condition: >
          m and evt.type = connect   and fd.sport = 443
            and not fd.snet in (blocks)
            and not fd.sip in (10.0.0.0/8, 192.0.2.1)
        output: >
          to %fd.sip
        priority:   "Error"
        exceptions:
          - name: e
            fields: [proc.name, fd.rnet]
            comps: [=, in]
            values:
              - [a, [10.0.0.0/8]]
              - [b, [198.51.100.0/24]]
          - name: mixed
            fields: [proc.name, fd.rip]
            comps: [=, in]
            values:
              - [c, [10.0.0.0/8]]
              - [d, [198.51.100.1]]
      - {rule: B, desc: d, output: '%proc.name', priority: Notice, condition: 'evt.type = listen and proc.name = ''x'' and fd.l4proto=tcp'}
      - {rule: C, desc: d, output: "%proc.name", priority: info, condition: "evt.type = listen and\\tproc.name = \\"y\\" and net.protocol = TCP"}
      """;

  private static Fix fix(String yaml) {
    List<RuleSource> sources = List.of(new RuleSource("r.yaml", yaml));
    LoadResult result = RuleLoader.load(sources, RuleSettings.DEFAULT);
    assertThat(result.errors()).isEmpty();
    return Fix.of(
        sources, RuleSettings.DEFAULT, result, Lint.notes(sources, RuleSettings.DEFAULT, result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void changesWhatItMayAndNothingElse(String lineEnd) {
    Fix fix = fix("\ufeff" + BEFORE.replace("\n", lineEnd));
    assertThat(fix.refusal()).isNull();
    assertThat(fix.changed())
        .singleElement()
        .extracting(RuleSource::text)
        .isEqualTo("\ufeff" + AFTER.replace("\n", lineEnd));
    assertThat(fix.leftOut()).isEmpty();
  }

  @Test
  void twiceIsOnce() {
    assertThat(fix(AFTER).changed()).isEmpty();
    assertThat(fix(AFTER).made()).isEmpty();
  }

  @Test
  void whatIsWrittenInAnotherWayStays() {
    Fix fix = fix(Linting.rule("proc.name = a").replace("info", "\"\\x48IGH\""));
    assertThat(fix.changed()).isEmpty();
    assertThat(fix.leftOut()).hasSize(1);
  }

  @Test
  void refusesWhatWouldMeanSomethingElse() {
    String yaml = Linting.rule("proc.name = a");
    List<RuleSource> sources = List.of(new RuleSource("r.yaml", yaml));
    LoadResult result = RuleLoader.load(sources, RuleSettings.DEFAULT);
    assertThat(refusal(sources, result, "proc.name = a", "proc.name = b"))
        .isEqualTo("rule 'R' would mean something else");
    assertThat(refusal(sources, result, "proc.name = a", "proc.name ="))
        .startsWith("the files would not load any more: r.yaml:5:");
    assertThat(refusal(sources, result, "info", "debug"))
        .isEqualTo("rule 'R' would mean something else");
    assertThat(refusal(sources, result, "%proc.name", "%proc.pname"))
        .isEqualTo("rule 'R' would mean something else");
  }

  private static String refusal(
      List<RuleSource> sources, LoadResult result, String old, String replacement) {
    List<String> lines = sources.getFirst().text().lines().toList();
    int line = 0;
    while (!lines.get(line).contains(old)) {
      line++;
    }
    Place place = new Place("r.yaml", line + 1, lines.get(line).indexOf(old) + 1);
    Note note =
        new Note(NoteKind.DIALECT_FIELD, place, null, "m", null, new Edit(place, old, replacement));
    return String.valueOf(Fix.of(sources, RuleSettings.DEFAULT, result, List.of(note)).refusal());
  }

  @Test
  void editsThatOverlapStayUndone() {
    Place at = new Place("f", 1, 3);
    EditedText edited =
        EditedText.of(
            "ab😀cdef",
            List.of(
                new Edit(at, "😀c", "x"),
                new Edit(new Place("f", 1, 4), "cd", "y"),
                new Edit(new Place("f", 1, 6), "ef", "z"),
                new Edit(new Place("f", 9, 1), "ef", "z")));
    assertThat(edited.text()).isEqualTo("ab😀cdz");
    assertThat(edited.leftOut()).hasSize(3);
  }
}
