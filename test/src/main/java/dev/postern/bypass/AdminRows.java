package dev.postern.bypass;

import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.List;

/** What who may configure the network can do besides. */
final class AdminRows {

  private static final String SHELL = "/bin/sh";

  private AdminRows() {}

  static List<Row> all() {
    return List.of(
        Row.of("tun device and forwarding", "K06", V4, "tun").with(Privilege.NET_ADMIN),
        script(
            "route with segment routing",
            V6,
            "ip -6 route replace 2001:db8:1::10/128 encap seg6 mode encap segs {forbidden6} dev"
                + " eth0",
            "ip -6 route del 2001:db8:1::10/128"),
        script(
            "route with segment routing, inline",
            V6,
            "ip -6 route replace 2001:db8:1::10/128 encap seg6 mode inline segs {forbidden6} dev"
                + " eth0",
            "ip -6 route del 2001:db8:1::10/128"),
        script(
            "vxlan device",
            V4,
            """
            ip link add vx0 type vxlan id 7 remote {forbidden4} dstport 4789 dev eth0
            ip addr add 10.99.1.1/24 dev vx0
            ip link set vx0 up
            ip neigh replace 10.99.1.2 lladdr 02:00:00:00:00:02 dev vx0
            ip route replace 198.51.100.10/32 via 10.99.1.2\
            """,
            "ip link del vx0"));
  }

  /** Configures the network, and sends to the allowed destination. */
  private static Row script(String name, Family family, String script, String undo) {
    return Row.of(
            name,
            "K06",
            family,
            SHELL,
            "-ec",
            script + "\nexec {testers}/udp sendto 0 \"$3\" \"$4\" \"$3\" \"$4\" \"$5\"",
            "route")
        .with(Privilege.NET_ADMIN)
        .at(Stage.undoneBy(undo));
  }
}
