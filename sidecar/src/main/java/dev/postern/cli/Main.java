package dev.postern.cli;

import dev.postern.abi.LayoutMismatch;
import dev.postern.probe.ProbeException;
import dev.postern.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the command that was asked for and runs it. */
@Command(
    name = "postern",
    description = "What does this pod talk to, and how do I stop it from talking to anything else?",
    mixinStandardHelpOptions = true,
    version = "postern 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with every command there is. */
  public static CommandLine commandLine() {
    return commandLine(System.getenv());
  }

  /**
   * The command line, for one use.
   *
   * @param environment settings that no flag gives are looked for here, and in a file
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    CommandLine line = new CommandLine(new Main());
    ServiceLoader.load(PosternCommand.class).forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setDefaultValueProvider(settings);
    line.setParameterExceptionHandler((e, args) -> misused(e, settings));
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, failed, settings));
    return line;
  }

  private static int misused(ParameterException e, Settings settings) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName(" ");
    String option = e.getArgSpec() instanceof OptionSpec spec ? spec.longestName() : null;
    line.getErr()
        .println(
            name + ": " + origin(option, settings) + e.getMessage() + "; see " + name + " --help");
    return ExitStatus.USAGE;
  }

  /** The place of a value that no flag gave; empty for a flag, which the user sees. */
  private static String origin(@Nullable String option, Settings settings) {
    return option == null ? "" : settings.origin(option).map(place -> place + ": ").orElse("");
  }

  private static int failed(Exception e, CommandLine line, Settings settings) {
    String name = line.getCommandSpec().qualifiedName(" ");
    PrintWriter err = line.getErr();
    switch (e) {
      case CommandFailure failure -> {
        String origin = origin(failure.option(), settings);
        failure.lines().forEach(text -> err.println(name + ": " + origin + text));
        return failure.status();
      }
      case IOException _, ProbeException _, LayoutMismatch _ ->
          err.println(name + ": " + e.getMessage());
      default -> {
        err.println(name + ": this is a fault of Postern's own, please report it:");
        e.printStackTrace(err);
      }
    }
    return ExitStatus.FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
