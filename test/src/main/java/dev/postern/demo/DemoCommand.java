package dev.postern.demo;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.cli.RuleOptions;
import dev.postern.doctor.Requirements;
import dev.postern.lab.Lab;
import dev.postern.lab.LabAddresses;
import dev.postern.lab.LabException;
import dev.postern.policy.Mode;
import dev.postern.probe.ProbeException;
import dev.postern.rules.RuleSet;
import dev.postern.rules.ShippedRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Attacks from inside a pod of the lab's, and checks that every alert fires and no other; then
 * again under a policy, and checks that nothing forbidden comes out.
 */
@Command(
    name = "demo",
    description = {
      "Builds an isolated pod on this machine, runs an attack inside it with real tools, prints"
          + " alerts as they fire and then what had to fire and did.",
      "Then the same attack under an egress policy: what the policy forbids must not send one"
          + " packet, what it allows must work, and each refusal must be reported.",
      "Exit status 0 only if all of that is exactly so. Leaves nothing behind.",
      "With --rules, those take the place of the shipped rules; the rule for connections to another"
          + " namespace, which needs the cluster's addresses, stays."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Mixin private RuleOptions ruleOptions = new RuleOptions();

  @Option(
      names = "--no-probe",
      description = "Do not attach the probe: shows that alerts and refusals come from it (fails).")
  private boolean noProbe;

  @Option(
      names = "--mode",
      paramLabel = "audit|enforce|learn",
      description =
          "Use this mode in the place of the policy's own, which is enforce: shows that nothing"
              + " else is in the attack's way (fails).")
  private @Nullable Mode mode;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ruleOptions.clusterRangesUnlessGiven(LabAddresses.CLUSTER_RANGE);
    RuleSet rules =
        ruleOptions.load(List.of(ShippedRules.clusterRules()), spec.commandLine().getErr());
    Requirements.check();
    out.println("building the lab: a pod, the world around it, and no way out of it");
    try (Lab lab = Lab.create()) {
      heading(out, "the attack, watched");
      boolean seen =
          report(
              WatchedAct.run(lab, rules, !noProbe, out),
              out,
              "every alert that had to fire fired, and no other",
              "the alerts are not what they have to be: see WRONG above");
      heading(out, "the same attack, under this policy");
      boolean stopped =
          report(
              EnforcedAct.run(lab, mode, !noProbe, out),
              out,
              "nothing that the policy forbids left the pod, and all that it allows worked",
              "the policy did not hold as it has to: see WRONG above");
      return seen && stopped ? ExitStatus.OK : ExitStatus.FAILED;
    } catch (LabException | ProbeException | IOException e) {
      if (Lab.isEnding()) {
        return ExitStatus.FAILED; // the JVM ends with the signal's status
      }
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static void heading(PrintWriter out, String title) {
    out.println();
    out.println("---- " + title + " ----");
    out.flush();
  }

  private static boolean report(ActTable table, PrintWriter out, String good, String bad) {
    out.println();
    table.lines().forEach(out::println);
    out.println();
    out.println(table.matches() ? good : bad);
    out.flush();
    return table.matches();
  }
}
