package dev.postern.metrics;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sorts addresses into classes, so that a label has a dozen values where the Internet has 2^128.
 * The blocks are those of IANA's special-purpose address registries (RFC 6890).
 */
public final class Destinations {

  /**
   * Amazon EC2 (169.254.169.254, fd00:ec2::254; also Google's, Azure's, Oracle's and most others'),
   * Amazon ECS task roles (169.254.170.2), EKS Pod Identity (169.254.170.23, fd00:ec2::23), Google
   * on IPv6 (fd20:ce::254), Alibaba (100.100.100.200), Azure's WireServer (168.63.129.16) and
   * Oracle's older service (192.0.0.192); each as its provider's documentation gives it.
   */
  private static final String METADATA =
      "169.254.169.254/32 169.254.170.2/32 169.254.170.23/32 100.100.100.200/32 168.63.129.16/32"
          + " 192.0.0.192/32 fd00:ec2::254/128 fd00:ec2::23/128 fd20:ce::254/128";

  /** RFC 1918, RFC 6598, RFC 4193, RFC 3879 (site-local, deprecated), RFC 8215. */
  private static final String PRIVATE =
      "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10 64:ff9b:1::/48";

  /**
   * "This network", IETF assignments, documentation, the old 6to4 relays, benchmarking and class E;
   * then, of IPv6, discard-only, dummy, IETF assignments with Teredo, documentation, and segment
   * routing.
   */
  private static final String RESERVED =
      "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24"
          + " 203.0.113.0/24 240.0.0.0/4 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 3fff::/20"
          + " 5f00::/16";

  /** The only block of IPv6 from which addresses of the Internet are given out (RFC 4291). */
  private static final Cidr GLOBAL_UNICAST = block("2000::/3");

  /** IPv4 addresses behind a translator, in the last 32 bits (RFC 6052). */
  private static final Cidr NAT64 = block("64:ff9b::/96");

  private final Map<DestinationClass, List<Cidr>> blocks = new EnumMap<>(DestinationClass.class);

  /**
   * @param clusterRanges addresses of the cluster's pods and services; they win over link-local and
   *     private blocks
   */
  public Destinations(List<Cidr> clusterRanges) {
    blocks.put(DestinationClass.UNSPECIFIED, blocks("0.0.0.0/32 ::/128"));
    blocks.put(DestinationClass.LOOPBACK, blocks("127.0.0.0/8 ::1/128"));
    blocks.put(DestinationClass.METADATA, blocks(METADATA));
    blocks.put(DestinationClass.MULTICAST, blocks("224.0.0.0/4 ff00::/8"));
    blocks.put(DestinationClass.BROADCAST, blocks("255.255.255.255/32"));
    blocks.put(DestinationClass.CLUSTER, List.copyOf(clusterRanges));
    blocks.put(DestinationClass.LINK_LOCAL, blocks("169.254.0.0/16 fe80::/10"));
    blocks.put(DestinationClass.PRIVATE, blocks(PRIVATE));
    blocks.put(DestinationClass.RESERVED, blocks(RESERVED));
  }

  /** The class of an address; of an IPv4 address behind NAT64, the class of that. */
  public DestinationClass classify(IpAddress address) {
    if (NAT64.contains(address)) {
      return classify(IpAddress.v4((int) address.low()));
    }
    for (Map.Entry<DestinationClass, List<Cidr>> entry : blocks.entrySet()) {
      for (Cidr block : entry.getValue()) {
        if (block.contains(address)) {
          return entry.getKey();
        }
      }
    }
    return address.isV4() || GLOBAL_UNICAST.contains(address)
        ? DestinationClass.PUBLIC
        : DestinationClass.RESERVED;
  }

  private static List<Cidr> blocks(String texts) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : texts.split(" ", -1)) {
      blocks.add(block(text));
    }
    return blocks;
  }

  private static Cidr block(String text) {
    return Objects.requireNonNull(Cidr.parse(text), text);
  }
}
