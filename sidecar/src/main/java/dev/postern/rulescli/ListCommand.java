package dev.postern.rulescli;

import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.event.EventType;
import dev.postern.rules.LoadedRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A table of rules. */
@Command(
    name = "list",
    description =
        "Lists the rules of FILEs, or the shipped ones, with the events they are tried on.",
    mixinStandardHelpOptions = true)
final class ListCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Rule files and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Columns table = new Columns("RULE", "PRIORITY", "TAGS", "EVENTS", "ENABLED");
    for (LoadedRule rule : rules.inspect(files, spec.commandLine().getErr()).loaded()) {
      table.row(
          rule.rule().name(),
          rule.rule().priority().text(),
          orDash(String.join(",", rule.rule().tags())),
          orDash(rule.types().stream().map(EventType::text).collect(Collectors.joining(","))),
          rule.enabled() ? "yes" : "no");
    }
    PrintWriter out = spec.commandLine().getOut();
    table.print(out);
    out.flush();
    return ExitStatus.OK;
  }

  private static String orDash(String cell) {
    return cell.isEmpty() ? "-" : cell;
  }
}
