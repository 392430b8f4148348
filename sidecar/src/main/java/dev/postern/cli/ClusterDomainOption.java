package dev.postern.cli;

import dev.postern.dns.DnsName;
import picocli.CommandLine.Option;

/** Under which DNS domain the cluster's own names are. */
public final class ClusterDomainOption {

  @Option(
      names = "--cluster-domain",
      paramLabel = "DOMAIN",
      defaultValue = "cluster.local",
      description =
          "DNS domain of the cluster, by which names of Services and pods are told (default:"
              + " ${DEFAULT-VALUE}).")
  private String domain = "cluster.local";

  /** In lower case, without dots around it. */
  public String domain() throws CommandFailure {
    DnsName name = DnsName.parse(domain);
    if (name == null || name.equals(DnsName.ROOT)) {
      throw CommandFailure.refused(
          "--cluster-domain", "'" + domain + "' is no domain: write it as cluster.local");
    }
    return name.text();
  }
}
