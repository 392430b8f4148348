package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.FailureReason;
import dev.postern.event.FlowTotals;
import dev.postern.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/metrics.md names every metric with its type and labels, and none that there is not. */
class ReferencePageTest {

  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (\\w+) \\| ([^|]*)\\|.*");
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @Test
  void metricsTypesAndLabelsAreThoseOfTheCode() throws IOException {
    SortedSet<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        documented.add(row.group(1) + " " + row.group(2) + " " + words(row.group(3)));
      }
    }
    SortedSet<String> existing = new TreeSet<>();
    Exposition.of(everything().page())
        .families()
        .forEach((name, it) -> existing.add(name + " " + it.type() + " " + it.labels()));

    assertThat(documented).containsExactlyElementsOf(existing);
  }

  @Test
  void labelValuesAreThoseOfTheCode() throws IOException {
    String page = Files.readString(PAGE);

    for (DestinationClass destination : DestinationClass.values()) {
      assertThat(page).contains("| `" + destination.text() + "` |");
    }
    for (PortClass port : PortClass.values()) {
      assertThat(page).contains("`" + port.text() + "`");
    }
    for (FailureReason reason : FailureReason.values()) {
      assertThat(page).contains("`" + reason.text() + "`");
    }
    assertThat(page)
        .contains(FlowMetrics.MOST_PROCESS_NAMES + " process names")
        .contains(FlowMetrics.MOST_CONTAINERS + " containers")
        .contains(FlowMetrics.MOST_LABEL_SETS + " sets of labels")
        .contains(BoundedNames.LONGEST + " characters");
  }

  /** A sidecar in which everything has happened once. */
  static SidecarMetrics everything() {
    SidecarMetrics metrics = new SidecarMetrics("1.2.3", Flows.BOUNDS, List.of());
    metrics
        .flows()
        .accept(
            Flows.of(
                "curl",
                "8.8.8.8",
                443,
                new FlowTotals(
                    2, 10, 20, Map.of(FailureReason.REFUSED, 1L), List.of(1L), 1_000_000)));
    RuleSet rules = SampleRules.load();
    metrics.alerts().expect(rules);
    metrics
        .probe()
        .attached(
            () ->
                new ProbeReading(
                    Map.of("connect", 1L),
                    Map.of("path", 1L),
                    Map.of("connect", 1L),
                    1,
                    1,
                    Set.of(),
                    1 << 20,
                    Duration.ofSeconds(1),
                    1));
    return metrics;
  }

  private static SortedSet<String> words(String cell) {
    SortedSet<String> words = new TreeSet<>();
    Matcher word = WORD.matcher(cell);
    while (word.find()) {
      words.add(word.group(1));
    }
    return words;
  }
}
