package dev.postern.cli;

import dev.postern.abi.LayoutMismatch;
import dev.postern.probe.ProbeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    CommandLine line = new CommandLine(new Main());
    ServiceLoader.load(PosternCommand.class).forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setStopAtPositional(true); // what follows CMD belongs to CMD
    line.setParameterExceptionHandler((e, args) -> misused(e));
    line.setExecutionExceptionHandler((e, failed, parsed) -> failed(e, failed));
    return line;
  }

  private static int misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName(" ");
    line.getErr().println(name + ": " + e.getMessage() + "; see " + name + " --help");
    return ExitStatus.USAGE;
  }

  private static int failed(Exception e, CommandLine line) {
    String name = line.getCommandSpec().qualifiedName(" ");
    PrintWriter err = line.getErr();
    switch (e) {
      case CommandFailure failure -> {
        failure.lines().forEach(text -> err.println(name + ": " + text));
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
