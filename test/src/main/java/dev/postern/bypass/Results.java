package dev.postern.bypass;

import java.util.Map;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param outcomes of each trial, in the order of the rows within a regime
 */
public record Results(Map<Trial, Outcome> outcomes) {

  /** What came of one trial, if it was made. */
  public Optional<Outcome> of(Row row, Privilege privilege, Regime regime) {
    return Optional.ofNullable(outcomes.get(new Trial(row, privilege, regime)));
  }
}
