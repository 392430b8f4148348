package dev.postern.bench;

import dev.postern.rules.RuleSet;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What watching costs whoever opens connections and moves data, and what it costs the sensor. */
final class ConnectCost implements Measurement {

  private final BenchScope scope;
  private final Watch watch;
  private final RuleSet shipped = BenchRules.shipped();
  private final RuleSet alerting = BenchRules.alerting();

  /** A row: what is done, with which rules, and the lines to hold. */
  private record Case(
      String title, RuleSet rules, List<String> command, String peer, String goal) {}

  ConnectCost(BenchScope scope, Watch watch) {
    this.scope = scope;
    this.watch = watch;
  }

  @Override
  public String name() {
    return "connect";
  }

  @Override
  public void run(int rounds, PrintStream out) {
    Table table =
        new Table(
            "CONNECT: CPU OF THE CALLER",
            "OFF ns",
            "ON ns",
            "ON/OFF CPU",
            "ON/OFF WALL",
            "SENSOR s/100k",
            "LOST",
            "FALCO",
            "GOAL");
    try (Server accept = Server.start("accept");
        Server datagrams = Server.start("datagrams");
        Server echo = Server.start("echo");
        Server discard = Server.start("discard")) {
      for (Case row : cases(accept.port(), datagrams.port(), echo.port(), discard.port())) {
        OnOff cost = OnOff.measure(scope, watch, row.rules(), row.command(), true, rounds);
        table.row(
            row.title(),
            "%.0f".formatted(cost.offNanos().median()),
            "%.0f".formatted(cost.onNanos().median()),
            cost.cpuRatio().text("%.3f"),
            cost.wallRatio().text("%.3f"),
            cost.sensorSeconds().text("%.2f"),
            String.format(Locale.ROOT, "%.1f%%", cost.lostPercent()),
            row.peer(),
            row.goal());
      }
    }
    table.print(out);
  }

  private List<Case> cases(int accept, int datagrams, int echo, int discard) {
    return List.of(
        of("TCP socket+connect+close", "x1.28", "x1.05", "connects", "tcp", 20_000, accept),
        of(
            "UDP socket+connect+close",
            "x1.40, 0.56 s",
            "x1.25",
            "connects",
            "udp",
            100_000,
            datagrams),
        new Case(
            "UDP, and each is an alert",
            alerting,
            Programs.command("connects", "udp", 100_000, datagrams),
            "4.5 s",
            "below"),
        of("sendto, one destination", "not seen", "", "connects", "sendto-one", 200_000, datagrams),
        of(
            "sendto, always a new one",
            "not seen",
            "",
            "connects",
            "sendto-new",
            100_000,
            datagrams),
        of("TCP request+response, 100 B", "", "", "exchange", "request", 20_000, echo),
        of("TCP 1 GiB by 64 KiB", "", "", "exchange", "bulk", 16_384, discard),
        of("UDP datagram of 1200 B", "", "", "exchange", "datagram", 200_000, datagrams));
  }

  private Case of(
      String title,
      String peer,
      String goal,
      String program,
      String operation,
      int count,
      int port) {
    return new Case(title, shipped, Programs.command(program, operation, count, port), peer, goal);
  }
}
