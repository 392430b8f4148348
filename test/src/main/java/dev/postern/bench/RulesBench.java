package dev.postern.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an event costs: matchers and the generated class in turns, each in a JVM of its own. */
@Command(name = "rules")
final class RulesBench implements Callable<Integer> {

  /** A line of the table. */
  private record Case(String compiler, List<String> flags, int rules, String events) {

    String title() {
      return "%s, %d rules, %s".formatted(compiler, rules, events);
    }
  }

  private record Measured(double nanos, double bytes) {}

  private static final double MEDIAN = 50;

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--quick")
  private boolean quick;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds: at least 1, not " + rounds);
    }
    PrintStream out = System.out;
    int count = quick ? 1 : rounds;
    out.println(Machine.describe() + ", " + count + " rounds\n");
    Table table =
        new Table(
            "RULES: ONE EVENT",
            "MATCHERS ns",
            "GENERATED ns",
            "GENERATED/MATCHERS",
            "BYTES",
            "GOAL");
    for (Case one : cases()) {
      measure(one, count, table);
    }
    table.print(out);
    return 0;
  }

  private List<Case> cases() {
    List<String> first = JavaCommand.sidecarFlags();
    Map<String, List<String>> compilers = new LinkedHashMap<>();
    compilers.put("C1", first);
    if (!quick) {
      compilers.put("C2", JavaCommand.withSecondCompiler(first));
    }
    List<Case> cases = new ArrayList<>();
    compilers.forEach(
        (name, flags) -> {
          for (int rules : quick ? new int[] {50} : new int[] {5, 50, 500}) {
            for (String events : List.of("mixed", "worst")) {
              cases.add(new Case(name, flags, rules, events));
            }
          }
        });
    return cases;
  }

  private static void measure(Case one, int rounds, Table table) {
    List<Double> matchers = new ArrayList<>();
    List<Double> generated = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    double bytes = 0;
    for (int i = 0; i < rounds; i++) {
      Measured plain = run(one, "matchers");
      Measured fast = run(one, "generated");
      matchers.add(plain.nanos());
      generated.add(fast.nanos());
      ratios.add(fast.nanos() / plain.nanos());
      bytes = Math.max(bytes, Math.max(plain.bytes(), fast.bytes()));
    }
    boolean goal = one.rules() == 50 && one.events().equals("worst") && one.compiler().equals("C1");
    table.row(
        one.title(),
        Spread.of(matchers).text("%.0f"),
        Spread.of(generated).text("%.0f"),
        Spread.of(ratios).text("%.2f"),
        String.format(Locale.ROOT, "%.0f", bytes),
        goal ? "1000 ns, 0 B" : "");
  }

  private static Measured run(Case one, String evaluator) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(RuleBenchmark.class.getName() + ".evaluate")
            .param("rules", Integer.toString(one.rules()))
            .param("events", one.events())
            .param("evaluator", evaluator)
            .jvmArgs(one.flags().toArray(new String[0]))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(one.rules() > 50 ? 6_000 : 2_000))
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1_000));
    try {
      RunResult result = new Runner(options.build()).runSingle();
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      if (allocated == null) {
        throw new BenchFailure("JMH's gc profiler did not tell " + ALLOCATED);
      }
      return new Measured(
          result.getPrimaryResult().getStatistics().getPercentile(MEDIAN), allocated.getScore());
    } catch (RunnerException e) {
      throw new BenchFailure("JMH cannot run: " + e.getMessage(), e);
    }
  }
}
