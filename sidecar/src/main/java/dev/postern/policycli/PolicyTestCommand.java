package dev.postern.policycli;

import dev.postern.cli.CheckReport;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.policy.trial.TrialRun;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.RuleFiles;
import dev.postern.rules.RuleSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries policies: asks in, verdicts expected. */
@Command(
    name = "test",
    description = "Tries the asks of files on policies, and says which verdict was not expected.",
    mixinStandardHelpOptions = true)
final class PolicyTestCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE_test.yaml", arity = "1..*", description = "Files of tests.")
  private List<Path> files = new ArrayList<>();

  @Override
  public Integer call() throws CommandFailure {
    RuleFiles.Result read = RuleFiles.readOthers(files);
    if (!read.errors().isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE, read.errors().stream().map(Diagnostic::toString).toList());
    }
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Instant.now();
    int tests = 0;
    int failed = 0;
    int unreadable = 0;
    for (RuleSource source : read.sources()) {
      TrialRun.Result result = TrialRun.of(Path.of(source.name()), source.text(), now);
      result.problems().forEach(out::println);
      tests += result.tests();
      failed += result.failed();
      unreadable += result.tests() == 0 ? 1 : 0;
    }
    String of = CheckReport.counted(tests, "test");
    boolean ok = failed == 0 && unreadable == 0;
    String untried =
        unreadable == 0 ? "" : ", and " + CheckReport.counted(unreadable, "file") + " not tried";
    out.println(ok ? "ok: " + of : "failed: " + failed + " of " + of + untried);
    out.flush();
    return ok ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
