package dev.postern.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Memory, threads, classes and start of a running postern, with several sets of JVM flags. */
@Command(name = "footprint")
final class FootprintBench implements Callable<Integer> {

  /** What a sidecar says when it is attached and /ready says yes. */
  private static final String SIDECAR_READY = "postern: watching";

  /** Loads what a sidecar loads, and ends by itself, so that the JVM writes its cache. */
  private static final List<String> TRAINING =
      List.of("run", "--metrics", "127.0.0.1:0", "--", "true");

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Option(names = "--update-golden")
  private boolean updateGolden;

  @Option(names = "--ready", paramLabel = "TEXT")
  private @Nullable String readyText;

  @Parameters private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    if (!arguments.isEmpty()) {
      return measure(arguments);
    }
    try (BenchScope scope = BenchScope.create()) {
      readyText = SIDECAR_READY;
      return measure(
          List.of(
              "sidecar", "--cgroup", scope.cgroup().path().toString(), "--metrics", "127.0.0.1:0"));
    }
  }

  private int measure(List<String> command) throws IOException {
    PrintStream out = System.out;
    Path folder = Files.createTempDirectory("postern-bench");
    try {
      List<FlagSet> sets = flagSets(folder.resolve("postern.aot"));
      Map<FlagSet, List<Footprint>> measured = new LinkedHashMap<>();
      out.println(
          Machine.describe()
              + ", %d rounds: postern %s%n".formatted(rounds, String.join(" ", command)));
      for (int i = 0; i < rounds; i++) {
        for (FlagSet set : sets) {
          try (StartedPostern started = StartedPostern.start(set, command, readyText)) {
            measured.computeIfAbsent(set, key -> new ArrayList<>()).add(started.footprint());
          }
        }
      }
      print(measured, out);
      return classes(command, folder.resolve("classes.log"), out);
    } finally {
      for (String name : List.of("postern.aot", "classes.log", "")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static List<FlagSet> flagSets(Path cache) {
    FlagSet sidecar = FlagSet.sidecar();
    Programs.output(
        JavaCommand.of(sidecar.training(cache).flags(), "dev.postern.cli.Main", TRAINING));
    if (!Files.exists(cache)) {
      throw new BenchFailure("the JVM wrote no AOT cache");
    }
    return List.of(FlagSet.defaults(), FlagSet.postern(), sidecar, sidecar.withCache(cache));
  }

  private static void print(Map<FlagSet, List<Footprint>> measured, PrintStream out) {
    List<Footprint> base = measured.values().iterator().next();
    List<String> headings = new ArrayList<>(List.of("FOOTPRINT"));
    Footprint.FIGURES.forEach(figure -> headings.add(figure.heading()));
    Table table = new Table(headings.toArray(String[]::new));
    measured.forEach(
        (set, rounds) -> {
          List<String> row = new ArrayList<>(List.of(set.title()));
          Footprint.FIGURES.forEach(figure -> row.add(cell(figure, rounds, base)));
          table.row(row.toArray(String[]::new));
        });
    table.print(out);
  }

  /** The median, and the median of the ratios to the first set, round by round. */
  private static String cell(
      Footprint.Figure figure, List<Footprint> rounds, List<Footprint> base) {
    double[] values = new double[rounds.size()];
    double[] ratios = new double[rounds.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = figure.reader().applyAsDouble(rounds.get(i));
      ratios[i] = values[i] / figure.reader().applyAsDouble(base.get(i));
    }
    return String.format(
        Locale.ROOT,
        figure.format() + " (x%.2f)",
        Spread.of(values).median(),
        Spread.of(ratios).median());
  }

  private int classes(List<String> command, Path log, PrintStream out) {
    FlagSet logging = FlagSet.sidecar().loggingClasses(log);
    try (StartedPostern started = StartedPostern.start(logging, command, readyText)) {
      started.footprint(); // at rest
      long count = LoadedClasses.count(log);
      String name = command.getFirst();
      LoadedClasses golden = new LoadedClasses();
      out.println("classes loaded with the flags of ./postern sidecar: " + count);
      if (updateGolden) {
        golden.update(name, count);
        return 0;
      }
      String difference = golden.compare(name, count);
      if (!difference.isEmpty()) {
        System.err.println("./dev bench footprint: " + difference);
        return 1;
      }
      return 0;
    }
  }
}
