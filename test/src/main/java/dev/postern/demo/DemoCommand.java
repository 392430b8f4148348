package dev.postern.demo;

import dev.postern.alert.AlertWriter;
import dev.postern.attribution.Containers;
import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.demo.StepAlerts.Fired;
import dev.postern.doctor.Requirements;
import dev.postern.event.Container;
import dev.postern.lab.DemoStep;
import dev.postern.lab.DemoSteps;
import dev.postern.lab.Lab;
import dev.postern.lab.LabAddresses;
import dev.postern.lab.LabException;
import dev.postern.probe.ProbeException;
import dev.postern.reload.LoadedRules;
import dev.postern.rules.Rule;
import dev.postern.rules.RuleSet;
import dev.postern.rules.ShippedRules;
import dev.postern.scope.Cgroup;
import dev.postern.sensor.SensorLoop;
import dev.postern.sidecar.Sidecar;
import dev.postern.sidecar.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Attacks from inside a pod of the lab's, and checks that every alert fires and no other. */
@Command(
    name = "demo",
    description = {
      "Builds an isolated pod on this machine, runs an attack inside it with real tools, prints"
          + " alerts as they fire and then what had to fire and did.",
      "Exit status 0 only if both are exactly the same. Leaves nothing behind.",
      "With --rules, those take the place of the shipped rules; the rule for connections to another"
          + " namespace, which needs the cluster's addresses, stays."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements PosternCommand {

  private static final int RING_BYTES = 1 << 20;
  private static final String IMAGE = "registry.example/shop/my-webserver";
  private static final String NAMESPACE = "shop";
  private static final String POD = "my-webserver-0";

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions ruleOptions = new RuleOptions();

  @Option(
      names = "--no-probe",
      description = "Do not attach the probe: shows that the alerts come from it (fails).")
  private boolean noProbe;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ruleOptions.clusterRangesUnlessGiven(LabAddresses.CLUSTER_RANGE);
    RuleSet rules =
        ruleOptions.load(List.of(ShippedRules.clusterRules()), spec.commandLine().getErr());
    Requirements.check();
    out.println("building the lab: a pod, the world around it, and no way out of it");
    out.flush();
    try (Lab lab = Lab.create()) {
      DemoTable table =
          noProbe ? attack(lab, rules, out, List::of) : watchedAttack(lab, rules, out);
      return report(table, out);
    } catch (LabException | ProbeException | IOException e) {
      if (Lab.isEnding()) {
        return ExitStatus.FAILED; // the JVM ends with the signal's status
      }
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static DemoTable watchedAttack(Lab lab, RuleSet rules, PrintWriter out)
      throws IOException {
    ZoneId zone = ZoneId.systemDefault();
    Cgroup pod = lab.cgroup();
    Container container =
        new Container(pod.shortId(), DemoSteps.CONTAINER, IMAGE, null, NAMESPACE, POD);
    try (AlertWriter shown = AlertWriter.toStandardOutput(alert -> "     " + alert.line(zone));
        SensorLoop loop = SensorLoop.start()) {
      StepAlerts alerts = new StepAlerts(shown);
      Watch watch =
          new Watch(
              pod.path(),
              Containers.always(container),
              RING_BYTES,
              null,
              null,
              LoadedRules.of(rules),
              List.of(),
              LabAddresses.CLUSTER_DOMAIN,
              null);
      try (Sidecar sidecar = Sidecar.start(loop, watch, alerts, _ -> {})) {
        return attack(
            lab,
            rules,
            out,
            () -> {
              sidecar.drain();
              return alerts.take();
            });
      }
    }
  }

  /**
   * Carries out every step.
   *
   * @param fired what the sensor has to say about the step just done
   */
  private static DemoTable attack(
      Lab lab, RuleSet rules, PrintWriter out, Supplier<List<Fired>> fired) {
    DemoTable table =
        new DemoTable(rules.rules().stream().map(Rule::name).collect(Collectors.toSet()));
    int number = 0;
    for (DemoStep step : DemoSteps.all()) {
      number++;
      out.println();
      out.println("%-4d %s".formatted(number, step.title()));
      out.println("     $ " + step.command());
      out.flush();
      step.action().run(lab);
      table.add(number, step, fired.get());
    }
    return table;
  }

  private static int report(DemoTable table, PrintWriter out) {
    out.println();
    table.lines().forEach(out::println);
    out.println();
    out.println(
        table.matches()
            ? "every alert that had to fire fired, and no other"
            : "the alerts are not what they have to be: see WRONG above");
    out.flush();
    return table.matches() ? ExitStatus.OK : ExitStatus.FAILED;
  }
}
