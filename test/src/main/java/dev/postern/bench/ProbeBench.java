package dev.postern.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The probe and the path from it to an alert. */
@Command(name = "probe")
final class ProbeBench implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--rounds", defaultValue = "7")
  private int rounds;

  @Option(names = "--only", paramLabel = "NAME")
  private @Nullable String only;

  @Override
  public Integer call() {
    PrintStream out = System.out;
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds: at least 1, not " + rounds);
    }
    try (BenchScope scope = BenchScope.create();
        Watch watch = new Watch(scope)) {
      List<Measurement> all =
          List.of(
              new ConnectCost(scope, watch),
              new SyscallCost(scope, watch),
              new AlertLatency(scope, watch),
              new Burst(scope, watch),
              new PipelineRate(scope));
      List<Measurement> chosen =
          all.stream().filter(one -> only == null || one.name().equals(only)).toList();
      if (chosen.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "no measurement '" + only + "': there are " + names(all));
      }
      out.println(Machine.describe() + ", " + rounds + " rounds\n");
      chosen.forEach(one -> one.run(rounds, out));
      return 0;
    }
  }

  private static String names(List<Measurement> all) {
    return all.stream().map(Measurement::name).collect(Collectors.joining(", "));
  }
}
