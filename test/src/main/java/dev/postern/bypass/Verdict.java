package dev.postern.bypass;

import dev.postern.bypass.Outcome.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Results held against what is known.
 *
 * @param rows that were tried
 * @param results of them
 * @param expected routes that stay open
 */
public record Verdict(List<Row> rows, Results results, ExpectedLeaks expected) {

  /** A line for each difference. */
  public List<String> differences() {
    List<String> differences = new ArrayList<>();
    rows.forEach(row -> differences.addAll(of(row)));
    return differences;
  }

  /** A line for each way in which a row did not do what is known of it. */
  public List<String> of(Row row) {
    List<String> differences = new ArrayList<>();
    results
        .outcomes()
        .forEach(
            (trial, outcome) -> {
              if (trial.row().equals(row) && !agrees(trial, outcome)) {
                differences.add(
                    "%s, as %s, %s: %s (%s)"
                        .formatted(
                            row.name(),
                            trial.privilege().text(),
                            trial.regime().text(),
                            outcome.cell(),
                            outcome.detail()));
              }
            });
    return differences;
  }

  private boolean agrees(Trial trial, Outcome outcome) {
    if (trial.regime() == Regime.NONE) {
      return outcome.kind() == Kind.LEAKED || outcome.kind() == Kind.NOT_RUNNABLE;
    }
    boolean proves =
        results
            .of(trial.row(), trial.privilege(), Regime.NONE)
            .filter(control -> control.kind() == Kind.LEAKED)
            .isPresent();
    return !proves || (outcome.kind() == Kind.LEAKED) == expected.contains(trial.row());
  }
}
