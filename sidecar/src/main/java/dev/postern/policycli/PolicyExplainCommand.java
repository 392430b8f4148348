package dev.postern.policycli;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.ExitStatus;
import dev.postern.cli.PosternCommand;
import dev.postern.policy.Ask;
import dev.postern.policy.Decision;
import dev.postern.policy.Host;
import dev.postern.policy.PolicySet;
import dev.postern.policy.Protocol;
import dev.postern.policy.Verdict;
import dev.postern.policy.Workload;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.read.HostAndPort;
import dev.postern.policy.read.PolicyLoad;
import dev.postern.policy.read.PolicyLoader;
import dev.postern.policy.read.TimeReader;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.source.Place;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What policy says to one connection, and why. */
@Command(
    name = "explain",
    description =
        "Says whether policies allow a connection, which entry does, and what would change it.",
    footer = {
      "",
      "Without --namespace and --labels, every policy in the files counts.",
      "Exit status: 0 allow, 1 deny or faulty policies, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements PosternCommand {

  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      split = ",",
      required = true,
      description = "Policy file, or folder of them; may be repeated.")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--namespace", paramLabel = "NAME", description = "The pod's namespace.")
  private @Nullable String namespace;

  @Option(
      names = "--labels",
      paramLabel = "KEY=VALUE",
      split = ",",
      description = "The pod's labels.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(names = "--container", paramLabel = "NAME", description = "The container's name.")
  private @Nullable String container;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When, such as 2027-01-31T00:00:00Z (default: now).")
  private @Nullable String at;

  @Option(
      names = "--exe",
      paramLabel = "PATH",
      required = true,
      description = "The program, as its container sees it.")
  private String executable = "";

  @Option(
      names = "--modified",
      description = "The program's file is not the image's own: changed, deleted or in memory.")
  private boolean modified;

  @Option(
      names = "--to",
      paramLabel = "HOST:PORT",
      required = true,
      description = "An address, judged by 'cidr', or a name, judged by 'fqdn' and 'service'.")
  private String to = "";

  @Option(
      names = "--protocol",
      paramLabel = "TCP|UDP",
      defaultValue = "TCP",
      description = "The transport protocol (default: ${DEFAULT-VALUE}).")
  private Protocol protocol = Protocol.TCP;

  @Override
  public Integer call() throws CommandFailure {
    HostAndPort peer = peer();
    Instant moment = moment();
    if (!executable.startsWith("/")) {
      throw CommandFailure.refused("--exe", "'" + executable + "' is not an absolute path");
    }
    PolicyLoad load = PolicyLoader.load(files, Instant.now());
    PolicySet policies = load.policies();
    if (policies == null) {
      throw new CommandFailure(
          ExitStatus.FAILED, load.errors().stream().map(Diagnostic::toString).toList());
    }
    WorkloadPolicy policy = selected(policies);
    Decision decision =
        policy.decide(
            Ask.to(peer.host(), peer.port(), protocol).by(executable, modified).in(container),
            moment);
    PrintWriter out = spec.commandLine().getOut();
    PolicyText.lines(decision).forEach(out::println);
    if (peer.host() instanceof Host.Name && !peer.host().isLoopback()) {
      out.println(
          "note: judged by its name; 'cidr' and 'deny' are about addresses, so ask with one too");
    }
    out.flush();
    return decision.verdict() == Verdict.ALLOW ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private WorkloadPolicy selected(PolicySet policies) {
    if (namespace == null && labels.isEmpty()) {
      return policies.selectAll();
    }
    return policies.select(
        new Workload(namespace == null ? Workload.DEFAULT_NAMESPACE : namespace, labels));
  }

  private HostAndPort peer() throws CommandFailure {
    List<String> problems = new ArrayList<>();
    HostAndPort peer =
        HostAndPort.read(
            to,
            Place.file("--to"),
            (_, message, suggestion) ->
                problems.add(suggestion == null ? message : message + " (" + suggestion + ")"));
    if (peer == null) {
      throw CommandFailure.refused("--to", problems.getFirst());
    }
    return peer;
  }

  private Instant moment() throws CommandFailure {
    Instant moment = at == null ? Instant.now() : TimeReader.parse(at);
    if (moment == null) {
      throw CommandFailure.refused(
          "--at", "'" + at + "' is not a moment such as 2027-01-31T00:00:00Z");
    }
    return moment;
  }
}
