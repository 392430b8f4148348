package dev.postern.bench;

import dev.postern.dns.DnsName;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.resolve.Admission;
import dev.postern.resolve.Binder;
import dev.postern.resolve.Forwarder;
import dev.postern.resolve.ForwarderLimits;
import dev.postern.resolve.ForwarderSettings;
import dev.postern.resolve.NamePolicy;
import dev.postern.resolve.NameRefusal;
import dev.postern.resolve.Upstreams;
import dev.postern.sensor.SensorLoop;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the DNS forwarder adds to asking a resolver directly, and what dnsmasq adds. */
@Command(name = "dns")
final class DnsBench implements Callable<Integer> {

  private static final String DIRECT = "resolver, directly";
  private static final String POSTERN = "postern's forwarder";
  private static final String DNSMASQ = "dnsmasq, no cache";
  private static final int AT_A_TIME = 32;

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "7")
  private int rounds;

  @Option(names = "--queries", defaultValue = "20000")
  private int queries;

  private final Map<String, Integer> ports = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || queries < AT_A_TIME) {
      throw new ParameterException(
          spec.commandLine(), "--rounds: at least 1; --queries: at least " + AT_A_TIME);
    }
    System.out.println(Machine.describe() + ", " + rounds + " rounds\n");
    try (NameServer resolver = NameServer.resolver();
        SensorLoop loop = SensorLoop.start();
        Forwarder forwarder = Forwarder.start(loop.vertx(), settings(resolver.port()));
        NameServer dnsmasq = NameServer.dnsmasq(resolver.port())) {
      ports.put(DIRECT, resolver.port());
      ports.put(POSTERN, forwarder.port());
      if (dnsmasq == null) {
        System.out.println("dnsmasq is not installed (Debian package dnsmasq-base): left out\n");
      } else {
        ports.put(DNSMASQ, dnsmasq.port());
      }
      latency(measured(1));
      throughput(measured(AT_A_TIME));
    }
    return 0;
  }

  /** All names allowed, and bound at once: what is measured is the way through the forwarder. */
  private static ForwarderSettings settings(int resolver) {
    IpAddress loopback = Objects.requireNonNull(IpAddress.parse("127.0.0.1"));
    Upstreams upstreams =
        new Upstreams(List.of(new Endpoint(loopback, resolver)), Duration.ofSeconds(5), 1, false);
    NamePolicy policy =
        new NamePolicy() {
          @Override
          public boolean may(DnsName name, int type) {
            return name.text().endsWith(".example");
          }

          @Override
          public boolean mayHideServerName(DnsName name) {
            return false;
          }
        };
    Binder binder = _ -> Future.succeededFuture(new Admission.Release());
    return new ForwarderSettings(
        upstreams, policy, NameRefusal.NXDOMAIN, binder, ForwarderLimits.DEFAULT);
  }

  /** Every server once a round, in turns of which another is first each time. */
  private Map<String, List<NameQueries>> measured(int window) {
    List<String> order = new ArrayList<>(ports.keySet());
    Map<String, List<NameQueries>> measured = new LinkedHashMap<>();
    order.forEach(name -> measured.put(name, new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (String name : order) {
        NameQueries asked = NameQueries.ask(port(name), queries, window);
        if (round >= 0) { // the first one warms up
          of(measured, name).add(asked);
        }
      }
      order.addLast(order.removeFirst());
    }
    return measured;
  }

  private int port(String name) {
    return Objects.requireNonNull(ports.get(name));
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
    for (String name : ports.keySet()) {
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
    for (String name : ports.keySet()) {
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
