package dev.postern.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the benchmark that {@code ./dev bench} was asked for. */
@Command(
    name = "./dev bench",
    synopsisSubcommandLabel = "BENCH",
    subcommands = {
      ProbeBench.class,
      EnforceBench.class,
      RulesBench.class,
      ListsBench.class,
      DnsBench.class,
      FootprintBench.class
    })
final class Main implements Runnable {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(Main::endPrograms, "end-programs"));
    CommandLine line = new CommandLine(new Main());
    line.setParameterExceptionHandler((e, given) -> misused(e));
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e));
    System.exit(line.execute(args));
  }

  /** Whatever this process started ends with it, also when it is interrupted. */
  private static void endPrograms() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private static int misused(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
    System.err.println(name + ": " + e.getMessage() + "; ./dev bench lists what there is");
    return USAGE;
  }

  private static int failed(Exception e) {
    if (e instanceof BenchFailure) {
      System.err.println("./dev bench: " + e.getMessage());
    } else {
      e.printStackTrace();
    }
    return FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no benchmark given");
  }
}
