package dev.postern.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * One use of the command line inside this JVM.
 *
 * @param status the exit status
 * @param output lines of standard output
 * @param errors lines of standard error
 */
public record Invocation(int status, List<String> output, List<String> errors) {

  public static Invocation of(String... arguments) {
    return of(Main.commandLine(), arguments);
  }

  public static Invocation of(CommandLine line, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    line.setOut(new PrintWriter(output, true)).setErr(new PrintWriter(errors, true));
    int status = line.execute(arguments);
    return new Invocation(
        status, output.toString().lines().toList(), errors.toString().lines().toList());
  }
}
