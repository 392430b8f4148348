package dev.postern.run;

import dev.postern.alert.AlertFormat;
import dev.postern.alert.AlertWriter;
import dev.postern.alert.FalcoJson;
import dev.postern.attribution.Containers;
import dev.postern.cli.AlertOptions;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ContainerOptions;
import dev.postern.cli.Hostname;
import dev.postern.cli.MetricsOption;
import dev.postern.cli.NameOptions;
import dev.postern.cli.PolicyOptions;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.ReloadOption;
import dev.postern.cli.RingOption;
import dev.postern.cli.RuleOptions;
import dev.postern.doctor.Requirements;
import dev.postern.enforce.ScopePolicy;
import dev.postern.reload.LoadedFiles;
import dev.postern.reload.LoadedRules;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import dev.postern.scope.CommandNotRunnableException;
import dev.postern.scope.ScopedCommand;
import dev.postern.sensor.FlowTable;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import dev.postern.sidecar.Reloads;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  private static final int RING_BYTES = 4 << 20;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Mixin private NameOptions names = new NameOptions();

  @Mixin private RuleOptions ruleOptions = new RuleOptions();

  @Mixin private ContainerOptions containerOptions = new ContainerOptions();

  @Mixin private PolicyOptions policyOptions = new PolicyOptions();

  @Mixin private ReloadOption reloadOption = new ReloadOption();

  @Mixin private RingOption ring = new RingOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @Option(names = "--json", description = "Write alerts as Falco's JSON, an object a line.")
  private boolean json;

  @Mixin private AlertOptions alertOptions = new AlertOptions();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write every event that rules were tried on to FILE, replacing it: a JSON object a line,"
              + " for postern rules eval.")
  private @Nullable Path record;

  @Mixin private LaunchOptions launch = new LaunchOptions();

  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
  private List<String> command = new ArrayList<>();

  @Spec
  void describedBy(CommandSpec described) {
    spec = described;
    described.parser().stopAtPositional(true); // what follows CMD belongs to CMD
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    containerOptions.check();
    LoadedFiles<LoadedRules> rules =
        LoadedFiles.load(ruleOptions.loading(), loading -> RuleOptions.load(loading, err));
    ScopedCommand runnable = runnable();
    LoadedFiles<ScopePolicy> policyFiles =
        policyOptions.load(containerOptions.name(program()), err);
    ScopePolicy policy = policyFiles == null ? null : policyFiles.first();
    Requirements.check();
    ScopedCommand scoped =
        runnable.confined(launch.confinement(policy != null, System.getenv(), err));
    FlowTable flows = new FlowTable();
    CgroupFilesystem hierarchy = CgroupFilesystem.find();
    Set<Long> ended = RunScope.collectEnded(hierarchy);
    try (AlertWriter alerts = alertOptions.open(format(), AlertWriter::toStandardError);
        EventRecorder recorder = EventRecorder.of(record);
        Cgroup cgroup = RunScope.create(hierarchy);
        SensorLoop loop = SensorLoop.start();
        Sidecar sidecar =
            Sidecar.start(
                loop, watch(cgroup, ended, policy, rules.first()), alerts, recorder.and(flows));
        Reloads reloads = Reloads.begin(sidecar, rules, policyFiles, reloadOption.every(), err)) {
      announce(policy, err);
      sidecar.notes().forEach(err::println);
      MetricsOption.announce(sidecar.metrics(), err);
      SignalForwarding signals = SignalForwarding.begin();
      Process process = scoped.start(cgroup);
      signals.to(process);
      int status = process.waitFor();
      cgroup.end();
      reloads.end();
      sidecar.drain();
      sidecar.unpin(); // nobody is left that it could be for
      RunReport.print(flows, sidecar.losses(), err);
      recorder.finish().forEach(err::println);
      err.flush();
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

  private static void announce(@Nullable ScopePolicy policy, PrintWriter err) {
    if (policy != null) {
      err.println("postern: policy: " + policy.summary());
      err.flush();
    }
  }

  private Watch watch(
      Cgroup cgroup, Set<Long> ended, @Nullable ScopePolicy policy, LoadedRules rules)
      throws CommandFailure, IOException {
    return new Watch(
        new SensorSettings(
            cgroup.path(),
            containers(cgroup),
            names.clusterDomain(),
            ring.bytes(RING_BYTES),
            policyOptions.pins(ended),
            policy,
            names.settings()),
        rules,
        ruleOptions.clusterCidrs(),
        metrics.address());
  }

  /** Whatever cgroups the command makes inside: to alerts it is one container. */
  private Containers containers(Cgroup cgroup) {
    return Containers.always(containerOptions.container(cgroup.shortId(), program()));
  }

  private String program() {
    return Path.of(command.getFirst()).getFileName().toString();
  }

  private AlertFormat format() throws IOException {
    ZoneId zone = ZoneId.systemDefault();
    return json ? new FalcoJson(Hostname.read(), zone) : alert -> alert.line(zone);
  }
}
