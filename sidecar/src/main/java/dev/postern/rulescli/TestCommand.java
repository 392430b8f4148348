package dev.postern.rulescli;

import dev.postern.cli.CheckReport;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleSource;
import dev.postern.rules.scenario.ScenarioRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries scenarios: events in, alerts expected. */
@Command(
    name = "test",
    description = "Tries the scenarios of files, and says which expectation was not met.",
    mixinStandardHelpOptions = true)
final class TestCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE_test.yaml", arity = "1..*", description = "Files of scenarios.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    RuleFiles.Result read = RuleFiles.read(files);
    if (!read.errors().isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, read.errors().stream().map(Diagnostic::toString).toList());
    }
    PrintWriter out = spec.commandLine().getOut();
    int scenarios = 0;
    int failed = 0;
    int unreadable = 0;
    for (RuleSource source : read.sources()) {
      ScenarioRun.Result result = ScenarioRun.of(Path.of(source.name()), source.text());
      result.problems().forEach(out::println);
      scenarios += result.scenarios();
      failed += result.failed();
      unreadable += result.scenarios() == 0 ? 1 : 0;
    }
    boolean ok = failed == 0 && unreadable == 0;
    String of = CheckReport.counted(scenarios, "scenario");
    out.println(
        ok
            ? "ok: " + of
            : "failed: %d of %s%s"
                .formatted(
                    failed,
                    of,
                    unreadable == 0
                        ? ""
                        : ", and " + CheckReport.counted(unreadable, "file") + " not tried"));
    out.flush();
    return ok ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
