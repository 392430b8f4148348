package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses may be bound to a name. Whoever owns a name decides what it leads to, so a name
 * must not open what is here: this machine, its links, the cloud's metadata; and what is private
 * only where that is meant.
 *
 * @param clusterDomain names below it may lead to private addresses; in lower case
 * @param here the machine's own addresses
 */
public record AnswerAdmission(String clusterDomain, Set<IpAddress> here) {

  /**
   * This machine, links, groups, and what clouds answer metadata on outside link-local ranges. IPv6
   * forms that hold an IPv4 address lead to it, whatever that is (RFC 6052, 3056, 4380, 5214,
   * 8215), so they count as what nobody means.
   */
  private static final List<Cidr> NEVER =
      cidrs(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "224.0.0.0/3", // groups, reserved, broadcast
          "100.100.100.200/32", // Alibaba
          "168.63.129.16/32", // Azure
          "192.0.0.192/32", // Oracle
          "::/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "2001::/32",
          "2002::/16",
          "fe80::/10",
          "ff00::/8",
          "fd00:ec2::254/128", // AWS
          "fd00:ec2::23/128",
          "fd20:ce::254/128"); // Google

  /** RFC 1918, 6598, 6890, 2544, 4193, 3879. */
  private static final List<Cidr> PRIVATE =
      cidrs(
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "192.0.0.0/24",
          "198.18.0.0/15",
          "fc00::/7",
          "fec0::/10");

  private static final String USUAL = "cluster.local";

  public AnswerAdmission {
    here = Set.copyOf(here);
  }

  /**
   * Looks at one address of an answer.
   *
   * @param name that was asked for, in lower case without a dot at its end
   * @return the name as it may be bound to the address, in all its {@link #forms}; none when no
   *     name may be
   */
  public List<BoundName> admit(String name, IpAddress address) {
    if (isIn(NEVER, address) || here.contains(address) || isIsatap(address)) {
      return List.of();
    }
    boolean foreign = isIn(PRIVATE, address) && !isOfCluster(name);
    return forms(name).stream().map(form -> new BoundName(form, foreign)).toList();
  }

  /** A name as policies may have it: in a cluster of another domain also below the usual one. */
  public List<String> forms(String name) {
    return isOfCluster(name) && !clusterDomain.equals(USUAL)
        ? List.of(name, name.substring(0, name.length() - clusterDomain.length()) + USUAL)
        : List.of(name);
  }

  /** Whether it is the name of a Service: {@code cart.shop.svc.cluster.local}. */
  public boolean isService(String name) {
    String[] labels =
        isOfCluster(name)
            ? name.substring(0, name.length() - clusterDomain.length() - 1).split("\\.", -1)
            : new String[0];
    return labels.length == 3 && labels[2].equals("svc");
  }

  private boolean isOfCluster(String name) {
    return name.endsWith("." + clusterDomain);
  }

  /** RFC 5214 section 6.1: an interface identifier that holds an IPv4 address. */
  private static boolean isIsatap(IpAddress address) {
    long upper = address.low() >>> 32;
    return !address.isV4() && (upper == 0x0000_5efeL || upper == 0x0200_5efeL);
  }

  private static boolean isIn(List<Cidr> blocks, IpAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Cidr> cidrs(String... texts) {
    return Stream.of(texts).map(text -> Objects.requireNonNull(Cidr.parse(text), text)).toList();
  }
}
