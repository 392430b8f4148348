package dev.postern.sidecar;

import dev.postern.alert.AlertFormat;
import dev.postern.alert.AlertWriter;
import dev.postern.alert.FalcoJson;
import dev.postern.cli.AlertOptions;
import dev.postern.cli.ContainerOptions;
import dev.postern.cli.ExitStatus;
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
import dev.postern.probe.Hook;
import dev.postern.reload.LoadedFiles;
import dev.postern.reload.LoadedRules;
import dev.postern.scope.Cgroup;
import dev.postern.scope.PodContainers;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import dev.postern.settings.FromEnvironment;
import dev.postern.settings.SettingsOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Watches a pod, or any other cgroup, until it is told to end. */
@Command(
    name = "sidecar",
    description = {
      "Watches a pod, or any other cgroup, until SIGTERM or SIGINT: then what has happened is"
          + " read to its end, alerts are written, and the exit status is 0. A second signal ends"
          + " it at once. SIGHUP has the rules loaded anew at once.",
      "Alerts go to standard output, everything else to standard error. Every option may be given"
          + " by the environment, as --ring-size by POSTERN_RING_SIZE, or in a file."
    },
    mixinStandardHelpOptions = true)
public final class SidecarCommand implements PosternCommand {

  /** How alerts are written. */
  enum Format {
    JSON,
    TEXT
  }

  /** Every pod pays for it, and it shows twice in a process' memory. */
  private static final int RING_BYTES = 512 << 10;

  /** How often to look whether the scope is still there. */
  private static final long LOOK_SECONDS = 1;

  @Spec private CommandSpec spec;

  @SuppressWarnings("unused") // its presence is what counts
  @Mixin
  private SettingsOption settings = new SettingsOption();

  @Mixin private ScopeOptions scopeOptions = new ScopeOptions();

  @Mixin private ContainerOptions containerOptions = new ContainerOptions();

  @Mixin private RuleOptions ruleOptions = new RuleOptions();

  @Mixin private PolicyOptions policyOptions = new PolicyOptions();

  @Mixin private NameOptions names = new NameOptions();

  @Mixin private ReloadOption reloadOption = new ReloadOption();

  @Mixin private RingOption ring = new RingOption();

  @Mixin private MetricsOption metrics = new MetricsOption();

  @Mixin private AlertOptions alertOptions = new AlertOptions();

  @Option(
      names = "--format",
      paramLabel = "json|text",
      defaultValue = "json",
      description =
          "Alerts as Falco's JSON, an object a line, as falcosidekick takes them, or as text"
              + " (default: ${DEFAULT-VALUE}).")
  private Format format = Format.JSON;

  @FromEnvironment("NODE_NAME")
  @Option(
      names = "--node-name",
      paramLabel = "NAME",
      description = "hostname of alerts in JSON (by default the machine's, in a pod the pod's).")
  private @Nullable String nodeName;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    containerOptions.check();
    LoadedFiles<LoadedRules> rules =
        LoadedFiles.load(ruleOptions.loading(), loading -> RuleOptions.load(loading, err));
    LoadedFiles<ScopePolicy> policy = policyOptions.load(containerOptions.name(null), err);
    Path scope = scopeOptions.find();
    Requirements.check();
    Watch watch =
        new Watch(
            new SensorSettings(
                scope,
                new PodContainers(scope, id -> containerOptions.container(id, null)),
                names.clusterDomain(),
                ring.bytes(RING_BYTES),
                policyOptions.pins(),
                policy == null ? null : policy.first(),
                names.settings()),
            rules.first(),
            ruleOptions.clusterCidrs(),
            metrics.address());
    try (AlertWriter alerts = alertOptions.open(format(), AlertWriter::toStandardOutput);
        SensorLoop loop = SensorLoop.start()) {
      EndSignals signals = EndSignals.begin();
      Cgroup watched = Cgroup.at(scope);
      String why;
      Losses losses;
      try (Sidecar sidecar = Sidecar.start(loop, watch, alerts, _ -> {});
          Reloads reloads = Reloads.begin(sidecar, rules, policy, reloadOption.every(), err)) {
        EndSignals.onHangUp(reloads::reload);
        MetricsOption.announce(sidecar.metrics(), err);
        sidecar.notes().forEach(err::println);
        sayAttached(scope, sidecar.losses(), err);
        why = awaitEnd(watched, signals);
        reloads.end();
        sidecar.ending();
        sidecar.drain();
        losses = sidecar.losses();
        if (!watched.isThere() || !watched.hasOthers()) {
          sidecar.unpin();
        }
      }
      losses.counts().forEach(err::println);
      err.println("postern: no longer watching " + scope + ": " + why);
      err.flush();
      return ExitStatus.OK;
    }
  }

  private AlertFormat format() throws IOException {
    ZoneId zone = ZoneId.systemDefault();
    return switch (format) {
      case JSON -> new FalcoJson(nodeName == null ? Hostname.read() : nodeName, zone);
      case TEXT -> alert -> alert.line(zone);
    };
  }

  private static void sayAttached(Path scope, Losses losses, PrintWriter err) {
    int hooks = Hook.values().length;
    losses.missingHooks().forEach(err::println);
    err.println(
        "postern: watching %s: %d of %d hooks"
            .formatted(scope, hooks - losses.missing().size(), hooks));
    err.flush();
  }

  /** Waits until a signal comes or the scope is removed, and says which. */
  private static String awaitEnd(Cgroup scope, EndSignals signals) throws InterruptedException {
    while (!signals.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
      if (!scope.isThere()) {
        return "it is gone";
      }
    }
    return signals.name();
  }
}
