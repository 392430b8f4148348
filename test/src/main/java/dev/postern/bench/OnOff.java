package dev.postern.bench;

import dev.postern.rules.RuleSet;
import dev.postern.sensor.Sensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same program with and without a sensor on the scope, in turns. Which of the two comes first
 * alternates, so that a drift of the machine falls on both.
 */
final class OnOff {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int SENSOR_CPU_PER = 100_000;

  private final BenchScope scope;
  private final Watch watch;
  private final List<Cost> off = new ArrayList<>();
  private final List<Cost> on = new ArrayList<>();
  private final List<Double> sensorSeconds = new ArrayList<>();
  private long lost;
  private long alerts;

  private OnOff(BenchScope scope, Watch watch) {
    this.scope = scope;
    this.watch = watch;
  }

  /**
   * Measures.
   *
   * @param command prints a {@link Cost}
   * @param inside whether it runs in the scope
   */
  static OnOff measure(
      BenchScope scope,
      Watch watch,
      RuleSet rules,
      List<String> command,
      boolean inside,
      int rounds) {
    OnOff warmUp = new OnOff(scope, watch);
    warmUp.round(rules, command, inside, true);
    OnOff measured = new OnOff(scope, watch);
    for (int i = 0; i < rounds; i++) {
      measured.round(rules, command, inside, i % 2 == 0);
    }
    return measured;
  }

  private void round(RuleSet rules, List<String> command, boolean inside, boolean offFirst) {
    double without = offFirst ? without(command, inside) : 0;
    double with = with(rules, command, inside);
    without = offFirst ? without : without(command, inside);
    sensorSeconds.add((with - without) * SENSOR_CPU_PER / on.getLast().operations());
  }

  /** Returns the seconds of CPU this JVM spent on running the program. */
  private double without(List<String> command, boolean inside) {
    double before = cpuSeconds();
    off.add(run(command, inside));
    return cpuSeconds() - before;
  }

  private double with(RuleSet rules, List<String> command, boolean inside) {
    try (var writer = Sinks.json()) {
      CountingSink sink = new CountingSink(writer);
      try (Sensor sensor = watch.on(rules, sink, Watch.RING_BYTES)) {
        double before = cpuSeconds();
        on.add(run(command, inside));
        sensor.caughtUp().join();
        double used = cpuSeconds() - before;
        lost += Watch.lost(sensor);
        alerts += sink.count();
        return used;
      }
    }
  }

  private Cost run(List<String> command, boolean inside) {
    return Cost.parse(inside ? scope.inside(command) : Programs.output(command));
  }

  private static double cpuSeconds() {
    return Watch.cpu().toNanos() / NANOS_PER_SECOND;
  }

  /** The program's CPU with the sensor, divided by that without, round by round. */
  Spread cpuRatio() {
    return ratio(Cost::cpuNanosEach);
  }

  /** The same of the time that passed. */
  Spread wallRatio() {
    return ratio(Cost::wallNanosEach);
  }

  private Spread ratio(ToDoubleFunction<Cost> cost) {
    double[] ratios = new double[on.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = cost.applyAsDouble(on.get(i)) / cost.applyAsDouble(off.get(i));
    }
    return Spread.of(ratios);
  }

  /** Nanoseconds of CPU of one operation without the sensor. */
  Spread offNanos() {
    return Spread.of(off.stream().map(Cost::cpuNanosEach).toList());
  }

  /** Nanoseconds of CPU of one operation with the sensor. */
  Spread onNanos() {
    return Spread.of(on.stream().map(Cost::cpuNanosEach).toList());
  }

  /** Seconds of the sensor's own CPU for 100,000 operations. */
  Spread sensorSeconds() {
    return Spread.of(sensorSeconds);
  }

  /** Events lost, in percent of the operations: what is lost costs less than what is not. */
  double lostPercent() {
    return 100.0 * lost / on.stream().mapToLong(Cost::operations).sum();
  }

  long alerts() {
    return alerts;
  }
}
