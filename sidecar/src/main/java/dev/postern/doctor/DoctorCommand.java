package dev.postern.doctor;

import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.doctor.Check.Verdict;
import dev.postern.probe.Hook;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what works here, what does not, and why. */
@Command(
    name = "doctor",
    description = {
      "Prints what this machine can do for Postern: kernel features found, hooks that will be"
          + " used, what is degraded and why.",
      "Exit status 0 when Postern can run, 1 when something required is missing."
    },
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Check> checks = new ArrayList<>(Requirements.all());
    if (worst(checks) != Verdict.MISSING) {
      checks.addAll(hooks());
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Check check : checks) {
      out.println("%-9s %-29s %s".formatted(check.verdict().text(), check.name(), check.detail()));
    }
    out.flush();
    return worst(checks) == Verdict.MISSING ? ExitStatus.FAILED : ExitStatus.OK;
  }

  private static List<Check> hooks() throws IOException {
    String name = "postern-doctor-" + ProcessHandle.current().pid();
    try (Cgroup cgroup = CgroupFilesystem.find().create(name)) {
      List<Check> checks = new ArrayList<>();
      for (Hook hook : Hook.values()) {
        checks.add(hook(hook, cgroup.path()));
      }
      return checks;
    }
  }

  private static Check hook(Hook hook, Path cgroup) {
    String reason = hook.refusal(cgroup);
    if (reason == null) {
      return new Check(hook.attachPoint(), Verdict.OK, "used");
    }
    return new Check(
        hook.attachPoint(),
        hook.required() ? Verdict.MISSING : Verdict.DEGRADED,
        hook.without() + " (" + reason + ")");
  }

  private static Verdict worst(List<Check> checks) {
    return checks.stream().map(Check::verdict).max(Verdict::compareTo).orElse(Verdict.OK);
  }
}
