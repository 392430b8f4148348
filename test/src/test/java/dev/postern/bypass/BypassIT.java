package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every known way around a policy: open without one, and closed with one but for those listed. */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BypassIT {

  private static final List<Row> ROWS = Rows.all();

  private Verdict verdict =
      new Verdict(List.of(), new Results(Map.of()), new ExpectedLeaks(Map.of()));

  @BeforeAll
  void tryAll() {
    verdict = new Verdict(ROWS, Bypass.run(ROWS, List.of(Regime.values())), ExpectedLeaks.known());
  }

  static List<Row> rows() {
    return ROWS;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void isOpenWithoutPolicyAndClosedWithOne(Row row) {
    assertThat(verdict.results().outcomes().keySet()).anyMatch(trial -> trial.row().equals(row));
    assertThat(verdict.of(row)).isEmpty();
  }

  @Test
  void mostRoutesAreThereOnThisKernel() {
    long runnable =
        verdict.results().outcomes().entrySet().stream()
            .filter(each -> each.getKey().regime() == Regime.NONE)
            .filter(each -> each.getValue().kind() == Outcome.Kind.LEAKED)
            .count();
    assertThat(runnable).isGreaterThan(ROWS.size());
  }

  @Test
  void listOfOpenRoutesNamesOnlyRoutes() {
    assertThat(ROWS.stream().map(Row::name))
        .containsAll(ExpectedLeaks.known().reasons().keySet())
        .doesNotHaveDuplicates();
  }
}
