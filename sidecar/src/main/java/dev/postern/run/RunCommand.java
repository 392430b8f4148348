package dev.postern.run;

import dev.postern.alert.AlertFormat;
import dev.postern.alert.AlertWriter;
import dev.postern.alert.FalcoJson;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.doctor.Requirements;
import dev.postern.rules.RuleSet;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import dev.postern.sensor.FlowTable;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a command in a cgroup of its own and tells what it talks to. */
@Command(
    name = "run",
    description = {
      "Runs CMD in a cgroup of its own, with everything it starts, and watches what it talks to.",
      "Alerts and, at the end, a table of connections go to standard error. The exit status is"
          + " CMD's; what CMD leaves running is ended."
    },
    mixinStandardHelpOptions = true)
public final class RunCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions ruleOptions = new RuleOptions();

  @Mixin private ContainerOptions containerOptions = new ContainerOptions();

  @Mixin private RingOption ring = new RingOption();

  @Option(names = "--json", description = "Write alerts as Falco's JSON, an object a line.")
  private boolean json;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "Append alerts to FILE instead of writing them to standard error.")
  private @Nullable Path alertsFile;

  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    containerOptions.check();
    RuleSet rules = ruleOptions.load(err);
    ScopedCommand scoped = runnable();
    Requirements.check();
    FlowTable flows = new FlowTable();
    try (AlertWriter alerts = alertWriter();
        Cgroup cgroup = RunScope.create(CgroupFilesystem.find());
        SensorLoop loop = SensorLoop.start();
        Sensor sensor =
            Sensor.start(
                loop.vertx(),
                cgroup.path(),
                containerOptions.container(cgroup, command.getFirst()),
                ring.bytes(),
                rules,
                alerts,
                flows)) {
      SignalForwarding signals = SignalForwarding.begin();
      Process process = scoped.start(cgroup);
      signals.to(process);
      int status = process.waitFor();
      cgroup.end();
      sensor.caughtUp().join();
      sensor.harvest().await();
      RunReport.print(flows, sensor.probe(), err);
      return status;
    }
  }

  private ScopedCommand runnable() throws CommandFailure {
    try {
      return ScopedCommand.of(command);
    } catch (CommandNotRunnableException e) {
      throw new CommandFailure(e.status(), String.valueOf(e.getMessage()));
    }
  }

  private AlertWriter alertWriter() throws IOException, CommandFailure {
    ZoneId zone = ZoneId.systemDefault();
    AlertFormat format = json ? new FalcoJson(Hostname.read(), zone) : alert -> alert.line(zone);
    if (alertsFile == null) {
      return AlertWriter.toStandardError(format);
    }
    try {
      return AlertWriter.toFile(alertsFile, format);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--alerts: %s cannot be written (%s): name a file in a folder that exists"
              .formatted(alertsFile, e.getClass().getSimpleName()));
    }
  }
}
