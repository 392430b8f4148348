package dev.postern.bench;

import dev.postern.enforce.ScopePolicy;
import dev.postern.rules.RuleSet;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a policy costs those it allows, by the number of its entries. */
@Command(name = "enforce")
final class EnforceBench implements Callable<Integer> {

  private static final int MOST_ENTRIES = 1_000_000;

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "7")
  private int rounds;

  @Option(names = "--entries", split = ",", defaultValue = "10,1000,100000")
  private List<Integer> entries = List.of();

  /** A row: what is done, and how it is started. */
  private record Case(String title, List<String> command) {}

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds: at least 1, not " + rounds);
    }
    for (int each : entries) {
      if (each < 1 || each > MOST_ENTRIES) {
        throw new ParameterException(
            spec.commandLine(), "--entries: from 1 to " + MOST_ENTRIES + ", not " + each);
      }
    }
    System.out.println(Machine.describe() + ", " + rounds + " rounds\n");
    try (BenchScope scope = BenchScope.create();
        Watch watch = new Watch(scope);
        Server accept = Server.start("accept");
        Server datagrams = Server.start("datagrams");
        Server echo = Server.start("echo");
        Server discard = Server.start("discard")) {
      List<Case> cases =
          List.of(
              of("TCP socket+connect+close", "connects", "tcp", 20_000, accept),
              of("UDP socket+connect+close", "connects", "udp", 100_000, datagrams),
              of("sendto, one destination", "connects", "sendto-one", 200_000, datagrams),
              of("UDP datagram of 1200 B", "exchange", "datagram", 200_000, datagrams),
              of("TCP request+response, 100 B", "exchange", "request", 20_000, echo),
              of("TCP 1 GiB by 64 KiB", "exchange", "bulk", 16_384, discard));
      cases.forEach(row -> measure(row, scope, watch, System.out));
    }
    return 0;
  }

  private static Case of(String title, String program, String operation, int count, Server peer) {
    return new Case(
        title, Programs.command(program, operation, count, peer.port(), BenchPolicy.ALLOWED));
  }

  private void measure(Case row, BenchScope scope, Watch watch, PrintStream out) {
    RuleSet rules = BenchRules.shipped();
    Table table =
        new Table(
            row.title().toUpperCase(Locale.ROOT),
            "POLICY/NONE CPU",
            "POLICY/NONE WALL",
            "ADDED ns");
    for (int size : entries) {
      ScopePolicy policy = BenchPolicy.of(size);
      PolicyCost cost = PolicyCost.measure(scope, watch, rules, policy, row.command(), rounds);
      table.row(
          String.format(Locale.ROOT, "%,d entries", size),
          cost.cpuRatio().text("%.3f"),
          cost.wallRatio().text("%.3f"),
          cost.addedNanos().text("%.0f"));
    }
    table.print(out);
  }
}
