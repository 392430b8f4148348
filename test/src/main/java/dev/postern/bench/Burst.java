package dev.postern.bench;

import dev.postern.rules.RuleSet;
import dev.postern.sensor.FlowRow;
import dev.postern.sensor.FlowTable;
import dev.postern.sensor.Sensor;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** 200,000 connects as fast as one process makes them, each an alert. */
final class Burst implements Measurement {

  private static final int CONNECTS = 200_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final BenchScope scope;
  private final Watch watch;
  private final RuleSet rules = BenchRules.alerting();

  /** A transport with a ring, and what its rounds came to. */
  private static final class Case {
    final String transport;
    final int port;
    final int ringBytes;
    final String peer;
    final List<Double> delivered = new ArrayList<>();
    final List<Double> perSecond = new ArrayList<>();
    final List<Double> seconds = new ArrayList<>();
    long uncounted;
    long flowError;

    Case(String transport, int port, int ringBytes, String peer) {
      this.transport = transport;
      this.port = port;
      this.ringBytes = ringBytes;
      this.peer = peer;
    }
  }

  Burst(BenchScope scope, Watch watch) {
    this.scope = scope;
    this.watch = watch;
  }

  @Override
  public String name() {
    return "burst";
  }

  @Override
  public void run(int rounds, PrintStream out) {
    try (Server accept = Server.start("accept");
        Server datagrams = Server.start("datagrams")) {
      List<Case> cases =
          List.of(
              new Case("udp", datagrams.port(), Watch.RING_BYTES, "32% at 123k/s"),
              new Case("udp", datagrams.port(), 512 << 10, ""),
              new Case("tcp", accept.port(), Watch.RING_BYTES, "59% at 13.5k/s"),
              new Case("tcp", accept.port(), 512 << 10, ""));
      measure(new Case("udp", datagrams.port(), Watch.RING_BYTES, "")); // the JVM is warm then
      for (int i = 0; i < rounds; i++) {
        cases.forEach(this::measure);
      }
      print(cases, out);
    }
  }

  private void measure(Case burst) {
    try (var writer = Sinks.json()) {
      CountingSink sink = new CountingSink(writer);
      FlowTable flows = new FlowTable();
      try (Sensor sensor = watch.on(rules, sink, flows::accept, burst.ringBytes)) {
        long begin = System.nanoTime();
        Cost cost =
            Cost.parse(
                scope.inside(Programs.command("connects", burst.transport, CONNECTS, burst.port)));
        sensor.caughtUp().join();
        burst.seconds.add((System.nanoTime() - begin) / NANOS_PER_SECOND);
        burst.perSecond.add(CONNECTS / (cost.wallNanos() / NANOS_PER_SECOND) / 1000);
        burst.delivered.add(100.0 * sink.count() / CONNECTS);
        sensor.harvest().await();
        long lost = sensor.probe().counters().lost().getOrDefault("connect", 0L);
        burst.uncounted += CONNECTS - sink.count() - lost;
        burst.flowError += CONNECTS - connections(flows.rows());
      }
    }
  }

  private static long connections(List<FlowRow> flows) {
    return flows.stream().mapToLong(FlowRow::connections).sum();
  }

  private static void print(List<Case> cases, PrintStream out) {
    Table table =
        new Table(
            "BURST: 200,000 CONNECTS, EACH AN ALERT",
            "RING KiB",
            "ALERTS %",
            "CONNECTS k/s",
            "UNTIL ALL WRITTEN s",
            "NEITHER ALERTED NOR COUNTED LOST",
            "MISSING IN FLOWS",
            "FALCO",
            "GOAL");
    for (Case burst : cases) {
      table.row(
          burst.transport.toUpperCase(Locale.ROOT),
          Integer.toString(burst.ringBytes >> 10),
          Spread.of(burst.delivered).text("%.1f"),
          Spread.of(burst.perSecond).text("%.0f"),
          Spread.of(burst.seconds).text("%.2f"),
          Long.toString(burst.uncounted),
          Long.toString(burst.flowError),
          burst.peer,
          "100, 0, 0");
    }
    table.print(out);
  }
}
