package dev.postern.cli;

import dev.postern.dns.DnsName;
import dev.postern.enforce.NameSettings;
import dev.postern.event.IpAddress;
import dev.postern.policy.AnswerAdmission;
import dev.postern.resolve.NameRefusal;
import dev.postern.settings.FromEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What names mean here, and how a policy's names are enforced. */
public final class NameOptions {

  @Option(
      names = "--cluster-domain",
      paramLabel = "DOMAIN",
      defaultValue = "cluster.local",
      description =
          "DNS domain of the cluster, by which names of Services and pods are told (default:"
              + " ${DEFAULT-VALUE}).")
  private String domain = "cluster.local";

  @Option(
      names = "--resolv-conf",
      paramLabel = "PATH",
      defaultValue = "/etc/resolv.conf",
      description =
          "File that names the resolvers to ask under an enforced policy with names; answers of"
              + " others are never believed (default: ${DEFAULT-VALUE}).")
  private Path resolvConf = NameSettings.RESOLV_CONF;

  @Option(
      names = "--dns-refusal",
      paramLabel = "nxdomain|refused",
      defaultValue = "nxdomain",
      description =
          "The answer for a name that is in no policy. After 'refused' some programs do not try"
              + " the rest of their search list (default: ${DEFAULT-VALUE}).")
  private NameRefusal refusal = NameRefusal.NXDOMAIN;

  @Option(
      names = "--dns-keep-seconds",
      paramLabel = "N",
      defaultValue = "300",
      converter = Seconds.class,
      description =
          "How long a name keeps the addresses that it led to, at least; longer while its answer"
              + " is good or a connection is open (default: ${DEFAULT-VALUE}).")
  private Duration kept = NameSettings.KEPT;

  @FromEnvironment("HOST_IP")
  @Option(
      names = "--node-ip",
      paramLabel = "ADDRESS",
      split = ",",
      description =
          "Addresses of the node itself, to which no name may lead: status.hostIP of the downward"
              + " API.")
  private List<String> nodeIps = new ArrayList<>();

  /** In lower case, without dots around it. */
  public String clusterDomain() throws CommandFailure {
    DnsName name = DnsName.parse(domain);
    if (name == null || name.equals(DnsName.ROOT)) {
      throw CommandFailure.refused(
          "--cluster-domain", "'" + domain + "' is no domain: write it as cluster.local");
    }
    return name.text();
  }

  /** How names are enforced. */
  public NameSettings settings() throws CommandFailure {
    return new NameSettings(
        resolvConf, refusal, kept, new AnswerAdmission(clusterDomain(), node()));
  }

  private Set<IpAddress> node() throws CommandFailure {
    Set<IpAddress> node = new HashSet<>();
    for (String text : nodeIps) {
      IpAddress address = IpAddress.parse(text);
      if (address == null) {
        throw CommandFailure.refused("--node-ip", "'" + text + "' is no IP address");
      }
      node.add(address);
    }
    return node;
  }
}
