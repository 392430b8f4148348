package dev.postern.policycli;

import dev.postern.cli.PosternCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about egress policy; none of them needs a kernel or root. */
@Command(
    name = "policy",
    description = "Checks, explains and tests egress policies: no root, no kernel.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PolicyCheckCommand.class, PolicyExplainCommand.class, PolicyTestCommand.class},
    mixinStandardHelpOptions = true)
public final class PolicyCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
