package dev.postern.policycli;

import dev.postern.cli.CheckReport;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.policy.read.PolicyLoad;
import dev.postern.policy.read.PolicyLoader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with policy files. */
@Command(
    name = "check",
    description = "Loads policy files and says all that is wrong with them; the status is 1 then.",
    mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "One JSON object: ok, errors, warnings, notes.")
  private boolean json;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Policy files and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() {
    PolicyLoad load = PolicyLoader.load(files, Instant.now());
    CheckReport report = new CheckReport("policy", load.errors(), load.warnings(), load.notes());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else {
      report.print(out);
      if (load.policies() != null) {
        out.println("ok: " + PolicyText.counted(load.policies().policies().size()));
      }
    }
    out.flush();
    return report.ok() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
