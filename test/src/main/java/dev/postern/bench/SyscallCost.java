package dev.postern.bench;

import dev.postern.rules.RuleSet;
import java.io.PrintStream;
import java.util.List;

/** What watching costs whoever does nothing with the network, inside the scope and outside. */
final class SyscallCost implements Measurement {

  private final BenchScope scope;
  private final Watch watch;
  private final RuleSet rules = BenchRules.shipped();

  private record Case(String title, String operation, int count, String peer, String goal) {}

  private static final List<Case> CASES =
      List.of(
          new Case("getppid", "getppid", 2_000_000, "x1.38", "x1.00"),
          new Case("read of /dev/zero, 1 B", "read", 1_000_000, "x1.27", "x1.00"),
          new Case("open+close of a file", "open", 200_000, "x1.95", "x1.00"),
          new Case("fork+exit+wait", "fork", 2_000, "", ""),
          new Case("fork+exec of /bin/true+wait", "exec", 500, "", ""));

  SyscallCost(BenchScope scope, Watch watch) {
    this.scope = scope;
    this.watch = watch;
  }

  @Override
  public String name() {
    return "syscalls";
  }

  @Override
  public void run(int rounds, PrintStream out) {
    Table table =
        new Table("SYSCALLS: CPU OF THE CALLER", "OFF ns", "ON ns", "ON/OFF CPU", "FALCO", "GOAL");
    for (Case row : CASES) {
      add(table, row, true, rounds);
    }
    for (Case row : CASES) {
      add(table, row, false, rounds);
    }
    table.print(out);
  }

  private void add(Table table, Case row, boolean inside, int rounds) {
    List<String> command = Programs.command("syscalls", row.operation(), row.count());
    OnOff cost = OnOff.measure(scope, watch, rules, command, inside, rounds);
    table.row(
        row.title() + (inside ? "" : ", outside the scope"),
        "%.0f".formatted(cost.offNanos().median()),
        "%.0f".formatted(cost.onNanos().median()),
        cost.cpuRatio().text("%.3f"),
        row.peer(),
        row.goal());
  }
}
