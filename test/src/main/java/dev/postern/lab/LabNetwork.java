package dev.postern.lab;

import static dev.postern.lab.LabAddresses.GATEWAY;
import static dev.postern.lab.LabAddresses.GATEWAY_V6;
import static dev.postern.lab.LabAddresses.OUTSIDE_V4;
import static dev.postern.lab.LabAddresses.POD;
import static dev.postern.lab.LabAddresses.POD_V6;
import static dev.postern.lab.LabAddresses.WEB_V6;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pod's namespace and the one that plays everything else, joined by a veth pair that is born
 * inside them.
 *
 * @param outside holds every server's address; has no default route and no other link
 * @param pod sees the outside only
 */
record LabNetwork(NetworkNamespace outside, NetworkNamespace pod) {

  /** The outside's end of the pod's link. */
  static final String OUTER_INTERFACE = "pod0";

  /** Without duplicate address detection an IPv6 address can be used at once. */
  private static final String COMMON =
      """
      ip link set lo up
      echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
      echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
      """;

  /**
   * As a router without a route, the outside answers "unreachable" for what it does not hold; as a
   * host it would say nothing, and connecting there would take minutes to fail.
   */
  private static final String OUTSIDE =
      COMMON
          + """
          echo 1 > /proc/sys/net/ipv4/ip_forward
          echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
          ip link add pod0 type veth peer name eth0 netns "$1"
          ip addr add %s/24 dev pod0
          ip addr add %s/64 dev pod0 nodad
          ip link set pod0 up
          ip addr add %s/128 dev lo nodad
          shift
          for address; do ip addr add "$address/32" dev lo; done
          """
              .formatted(GATEWAY, GATEWAY_V6, WEB_V6);

  private static final String POD_LINK =
      COMMON
          + """
          ip addr add %s/24 dev eth0
          ip addr add %s/64 dev eth0 nodad
          ip link set eth0 up
          ip route add default via %s
          ip -6 route add default via %s
          """
              .formatted(POD, POD_V6, GATEWAY, GATEWAY_V6);

  /** Lays the pod's files over the machine's, in the pod's own mounts. */
  private static final String POD_FILES =
      """
      for file in resolv.conf nsswitch.conf; do
        if [ -e "/etc/$file" ]; then mount --bind "$1/$file" "/etc/$file"; fi
      done
      """;

  private static final String RESOLV_CONF =
      """
      nameserver %s
      search shop.svc.cluster.local svc.cluster.local cluster.local
      options ndots:5
      """
          .formatted(LabAddresses.CLUSTER_DNS);

  static LabNetwork create(Owned owned, Path folder) throws IOException {
    NetworkNamespace outside = owned.add(NetworkNamespace.create());
    NetworkNamespace pod = owned.add(NetworkNamespace.create());
    outside.run(OUTSIDE, outsideArguments(pod));
    pod.run(POD_LINK);
    Files.writeString(folder.resolve("resolv.conf"), RESOLV_CONF);
    Files.writeString(folder.resolve("nsswitch.conf"), "hosts: files dns\n");
    pod.run(POD_FILES, folder.toString());
    return new LabNetwork(outside, pod);
  }

  private static String[] outsideArguments(NetworkNamespace pod) {
    String[] arguments = new String[1 + OUTSIDE_V4.size()];
    arguments[0] = String.valueOf(pod.pid());
    for (int i = 0; i < OUTSIDE_V4.size(); i++) {
      arguments[i + 1] = OUTSIDE_V4.get(i);
    }
    return arguments;
  }
}
