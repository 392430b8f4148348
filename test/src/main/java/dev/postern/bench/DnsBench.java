package dev.postern.bench;

import dev.postern.sensor.SensorLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What an enforced policy with names adds to asking a resolver (the redirect, the forwarder, the
 * bindings in the kernel), and what dnsmasq adds.
 */
@Command(name = "dns")
final class DnsBench implements Callable<Integer> {

  private static final String DIRECT = "resolver, directly";
  private static final String POSTERN = "under a policy";
  private static final String DNSMASQ = "dnsmasq, no cache";
  private static final int AT_A_TIME = 32;

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "7")
  private int rounds;

  @Option(names = "--queries", defaultValue = "20000")
  private int queries;

  /** Ways to ask, so many names at a time. */
  private final Map<String, IntFunction<NameQueries>> ways = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || queries < AT_A_TIME) {
      throw new ParameterException(
          spec.commandLine(), "--rounds: at least 1; --queries: at least " + AT_A_TIME);
    }
    System.out.println(Machine.describe() + ", " + rounds + " rounds\n");
    try (NameServer resolver = NameServer.resolver();
        SensorLoop loop = SensorLoop.start();
        NamedScope named = NamedScope.create(loop, resolver.address(), BenchRules.shipped());
        NameServer dnsmasq = NameServer.dnsmasq(resolver)) {
      ways.put(DIRECT, window -> NameQueries.ask(resolver.command(queries, window)));
      ways.put(
          POSTERN,
          window -> NameQueries.read(named.scope().inside(resolver.command(queries, window))));
      if (dnsmasq == null) {
        System.out.println("dnsmasq is not installed (Debian package dnsmasq-base): left out\n");
      } else {
        ways.put(DNSMASQ, window -> NameQueries.ask(dnsmasq.command(queries, window)));
      }
      latency(measured(1));
      throughput(measured(AT_A_TIME));
    }
    return 0;
  }

  /** Every way once a round, in turns of which another is first each time. */
  private Map<String, List<NameQueries>> measured(int window) {
    List<String> order = new ArrayList<>(ways.keySet());
    Map<String, List<NameQueries>> measured = new LinkedHashMap<>();
    order.forEach(name -> measured.put(name, new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (String name : order) {
        NameQueries asked = Objects.requireNonNull(ways.get(name)).apply(window);
        if (round >= 0) { // the first one warms up
          of(measured, name).add(asked);
        }
      }
      order.addLast(order.removeFirst());
    }
    return measured;
  }

  private static List<NameQueries> of(Map<String, List<NameQueries>> measured, String name) {
    return Objects.requireNonNull(measured.get(name));
  }

  private void latency(Map<String, List<NameQueries>> measured) {
    Table table =
        new Table(
            "ONE QUERY AT A TIME",
            "P50 us",
            "P99 us",
            "ADDED P50 us",
            "ADDED P99 us",
            "P50/DIRECT");
    for (String name : ways.keySet()) {
      table.row(
          name,
          spread(measured, name, each -> each.medianNanos() / 1e3).text("%.0f"),
          spread(measured, name, each -> each.slowNanos() / 1e3).text("%.0f"),
          added(measured, name, each -> each.medianNanos() / 1e3).text("%.0f"),
          added(measured, name, each -> each.slowNanos() / 1e3).text("%.0f"),
          ratio(measured, name, NameQueries::medianNanos).text("%.1f"));
    }
    table.print(System.out);
  }

  private void throughput(Map<String, List<NameQueries>> measured) {
    Table table =
        new Table(
            String.format(Locale.ROOT, "%d QUERIES AT A TIME", AT_A_TIME),
            "QUERIES/s",
            "OF DIRECT",
            "P99 us");
    for (String name : ways.keySet()) {
      table.row(
          name,
          spread(measured, name, NameQueries::perSecond).text("%.0f"),
          ratio(measured, name, NameQueries::perSecond).text("%.3f"),
          spread(measured, name, each -> each.slowNanos() / 1e3).text("%.0f"));
    }
    table.print(System.out);
  }

  private static Spread spread(
      Map<String, List<NameQueries>> measured, String name, ToDoubleFunction<NameQueries> figure) {
    return Spread.of(of(measured, name).stream().mapToDouble(figure).toArray());
  }

  private Spread added(
      Map<String, List<NameQueries>> measured, String name, ToDoubleFunction<NameQueries> figure) {
    return rounds(measured, name, figure, (server, direct) -> server - direct);
  }

  private Spread ratio(
      Map<String, List<NameQueries>> measured, String name, ToDoubleFunction<NameQueries> figure) {
    return rounds(measured, name, figure, (server, direct) -> server / direct);
  }

  /** A server against the direct way, round by round. */
  private Spread rounds(
      Map<String, List<NameQueries>> measured,
      String name,
      ToDoubleFunction<NameQueries> figure,
      DoubleBinaryOperator comparison) {
    double[] values = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      values[i] =
          comparison.applyAsDouble(
              figure.applyAsDouble(of(measured, name).get(i)),
              figure.applyAsDouble(of(measured, DIRECT).get(i)));
    }
    return Spread.of(values);
  }
}
