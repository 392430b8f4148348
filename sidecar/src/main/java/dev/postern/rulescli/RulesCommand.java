package dev.postern.rulescli;

import dev.postern.cli.PosternCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about rules; none of them needs a kernel or root. */
@Command(
    name = "rules",
    description = "Checks, lists, explains, tries and tests rules: no root, no kernel.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      LintCommand.class,
      ListCommand.class,
      FieldsCommand.class,
      ExplainCommand.class,
      EvalCommand.class,
      TestCommand.class
    },
    mixinStandardHelpOptions = true)
public final class RulesCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
