package dev.postern.bypass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Results as a table in Markdown: a line for each route and each privilege it was tried with.
 *
 * @param rows in the table's order
 * @param regimes a column each
 * @param results of a run
 */
record BypassTable(List<Row> rows, Collection<Regime> regimes, Results results) {

  String text() {
    StringBuilder text = new StringBuilder();
    List<String> heads = new ArrayList<>(List.of("route", "threat", "as", "needs besides"));
    regimes.forEach(regime -> heads.add(regime.text()));
    line(text, heads);
    line(text, heads.stream().map(head -> "---").toList());
    for (Row row : rows) {
      row.privileges().forEach(privilege -> line(text, cells(row, privilege)));
    }
    return text.toString();
  }

  private List<String> cells(Row row, Privilege privilege) {
    List<String> cells =
        new ArrayList<>(List.of(row.name(), row.threats(), privilege.text(), row.needs()));
    Optional<Outcome> control = results.of(row, privilege, Regime.NONE);
    for (Regime regime : regimes) {
      boolean proves =
          regime == Regime.NONE
              || control.filter(outcome -> outcome.kind() == Outcome.Kind.LEAKED).isPresent();
      cells.add(
          results
              .of(row, privilege, regime)
              .map(outcome -> proves ? outcome.cell() : "")
              .orElse(""));
    }
    return cells;
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
