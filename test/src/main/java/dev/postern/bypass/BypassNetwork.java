package dev.postern.bypass;

import dev.postern.lab.NetworkNamespace;
import dev.postern.lab.Owned;
import java.io.IOException;

/**
 * Two network namespaces, joined by a veth pair.
 *
 * @param inside the scope's; its only way out is the pair
 * @param outside answers for every address that the attempts go to; has no other link
 */
record BypassNetwork(NetworkNamespace inside, NetworkNamespace outside) {

  static final String OUTER_INTERFACE = "inside0";
  static final String INSIDE_V4 = "10.9.0.2";
  static final String INSIDE_V6 = "2001:db8::2";
  static final String OUTSIDE_V4 = "10.9.0.1";
  static final String OUTSIDE_V6 = "2001:db8::1";

  private static final String COMMON =
      """
      ip link set lo up
      echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad
      echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
      echo 0 > /proc/sys/net/ipv6/conf/default/router_solicitations
      """;

  /** A route of type local makes every address of a range this machine's own. */
  private static final String OUTSIDE =
      COMMON
          + """
          ip link add inside0 type veth peer name eth0 netns "$1"
          ip addr add 10.9.0.1/24 dev inside0
          ip addr add 2001:db8::1/64 dev inside0 nodad
          ip addr add fe80::99/64 dev inside0 nodad
          ip link set inside0 up
          for range in 198.51.100.0/24 203.0.113.0/24 192.0.2.0/24; do ip route add local "$range" dev lo; done
          for range in 2001:db8:1::/64 2001:db8:2::/64; do ip route add local "$range" dev lo; done
          echo 1 > /proc/sys/net/ipv6/ip_nonlocal_bind
          echo 1543 > /proc/sys/net/ipv4/tcp_fastopen
          """;

  /** As container runtimes leave a pod: everybody may ping, and bind every port. */
  private static final String INSIDE =
      COMMON
          + """
          ip addr add 10.9.0.2/24 dev eth0
          ip addr add 2001:db8::2/64 dev eth0 nodad
          ip link set eth0 up
          ip route add default via 10.9.0.1
          ip -6 route add default via 2001:db8::1
          echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start
          echo 0 2147483647 > /proc/sys/net/ipv4/ping_group_range
          echo 1029 > /proc/sys/net/ipv4/tcp_fastopen
          ip mptcp limits set subflows 2 add_addr_accepted 2 2>/dev/null || true
          """;

  static BypassNetwork create(Owned owned) throws IOException {
    NetworkNamespace outside = owned.add(NetworkNamespace.create());
    NetworkNamespace inside = owned.add(NetworkNamespace.create());
    outside.run(OUTSIDE, String.valueOf(inside.pid()));
    inside.run(INSIDE);
    return new BypassNetwork(inside, outside);
  }
}
