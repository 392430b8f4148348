package dev.postern.bypass;

import dev.postern.lab.LabException;
import java.util.List;

/**
 * {@code ./dev bypass [TEXT]}: the table of the routes whose names contain TEXT; exit status 1 when
 * one leads out that should not, does not that should, or proves nothing.
 */
final class Main {

  private static final int DIFFERENT = 1;
  private static final int USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    String wanted = args.length == 0 ? "" : args[0];
    List<Row> rows = Rows.all().stream().filter(row -> row.name().contains(wanted)).toList();
    if (args.length > 1 || rows.isEmpty()) {
      System.err.println("./dev bypass: no route is called '" + wanted + "'");
      System.exit(USAGE);
    }
    List<Regime> regimes = List.of(Regime.values());
    try {
      Results results = Bypass.run(rows, regimes);
      System.out.print(new BypassTable(rows, regimes, results).text());
      List<String> differences = new Verdict(rows, results, ExpectedLeaks.known()).differences();
      differences.forEach(System.err::println);
      System.exit(differences.isEmpty() ? 0 : DIFFERENT);
    } catch (LabException e) {
      System.err.println("./dev bypass: " + e.getMessage());
      System.exit(USAGE);
    }
  }
}
