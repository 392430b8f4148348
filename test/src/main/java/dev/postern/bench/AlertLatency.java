package dev.postern.bench;

import dev.postern.rules.RuleSet;
import dev.postern.sensor.Sensor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the moment before connect() to the moment the alert's line has been written. */
final class AlertLatency implements Measurement {

  private static final int FIRST_PORT = 20_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final BenchScope scope;
  private final Watch watch;
  private final RuleSet rules = BenchRules.alerting();

  /** Connects a second, how many in a round, and Falco's line. */
  private static final class Rate {
    final int perSecond;
    final int count;
    final String peer;
    final List<Double> millis = new ArrayList<>();
    final List<Double> p99OfRounds = new ArrayList<>();
    int connects;

    Rate(int perSecond, int count, String peer) {
      this.perSecond = perSecond;
      this.count = count;
      this.peer = peer;
    }
  }

  AlertLatency(BenchScope scope, Watch watch) {
    this.scope = scope;
    this.watch = watch;
  }

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public void run(int rounds, PrintStream out) {
    List<Rate> rates =
        List.of(
            new Rate(10, 60, "7 / 70-78"),
            new Rate(100, 400, ""),
            new Rate(200, 800, "2.0 / 5.4"),
            new Rate(1_000, 4_000, ""),
            new Rate(5_000, 15_000, ""));
    measure(new Rate(1_000, 4_000, "")); // the JVM is warm afterwards
    for (int i = 0; i < rounds; i++) {
      rates.forEach(this::measure);
    }
    Table table =
        new Table(
            "LATENCY: connect() TO ALERT, ms",
            "ALERTS/CONNECTS",
            "p50",
            "p99",
            "MAX",
            "p99 BY ROUND",
            "FALCO p50/p99",
            "GOAL p99");
    for (Rate rate : rates) {
      Spread all = Spread.of(rate.millis);
      table.row(
          rate.perSecond + " connects a second",
          rate.millis.size() + "/" + rate.connects,
          millis(all.median()),
          millis(all.percentile(0.99)),
          millis(all.largest()),
          Spread.of(rate.p99OfRounds).text("%.2f"),
          rate.peer,
          "5");
    }
    table.print(out);
  }

  private void measure(Rate rate) {
    try (var writer = Sinks.json()) {
      ArrivalSink arrivals = new ArrivalSink(writer);
      try (Sensor sensor = watch.on(rules, arrivals, Watch.RING_BYTES)) {
        String said =
            scope.inside(Programs.command("paced", rate.perSecond, rate.count, FIRST_PORT));
        sensor.caughtUp().join();
        take(rate, said.lines().toList(), arrivals);
      }
    }
  }

  private static void take(Rate rate, List<String> lines, ArrivalSink arrivals) {
    List<Double> round = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      long arrival = arrivals.arrival(Integer.parseInt(words[0]));
      rate.connects++;
      if (arrival != 0) {
        round.add((arrival - Long.parseLong(words[1])) / NANOS_PER_MILLI);
      }
    }
    if (round.isEmpty()) {
      throw new BenchFailure("no alert at " + rate.perSecond + " connects a second");
    }
    rate.millis.addAll(round);
    rate.p99OfRounds.add(Spread.of(round).percentile(0.99));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
