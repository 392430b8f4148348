package dev.postern.rulescli;

import dev.postern.cli.CheckReport;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadResult;
import dev.postern.rules.RuleFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with rule files. */
@Command(
    name = "check",
    description = "Loads rule files and says all that is wrong with them; the status is 1 then.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions rules = new RuleOptions();

  @Option(names = "--json", description = "One JSON object: ok, errors, warnings.")
  private boolean json;

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Rule files and folders of them.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<Path> paths = rules.paths(files);
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
    }
    RuleFiles.Result read = RuleFiles.read(paths);
    PrintWriter out = spec.commandLine().getOut();
    boolean ok;
    if (read.errors().isEmpty()) {
      LoadResult loaded = rules.loadable(read.sources()).load();
      ok = print(loaded.errors(), loaded.warnings(), out);
      if (ok && !json) {
        out.println("ok: " + CheckReport.counted(loaded.loaded().size(), "rule"));
      }
    } else {
      ok = print(read.errors(), List.of(), out);
    }
    out.flush();
    return ok ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private boolean print(List<Diagnostic> errors, List<Diagnostic> warnings, PrintWriter out) {
    CheckReport report = new CheckReport("rule", errors, warnings, null);
    if (json) {
      out.println(report.json());
    } else {
      report.print(out);
    }
    return report.ok();
  }
}
