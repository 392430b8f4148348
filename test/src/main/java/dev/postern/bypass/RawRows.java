package dev.postern.bypass;

import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.List;

/** Headers that name another destination, and packets made by hand. */
final class RawRows {

  private static final int GRE = 47;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private RawRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (String variant : List.of("tcp", "tcp-later", "udp", "udp-connected", "udp-data")) {
      rows.add(routing("segment routing header, ", variant, V6, "4"));
      rows.add(routing("loose source route, ", variant, V4, "loose").with(Privilege.NET_RAW));
    }
    rows.add(routing("routing header type 2, ", "udp-data", V6, "2"));
    for (Family family : List.of(V4, V6)) {
      for (String variant : List.of("udp", "syn", "connected", "disguised", "ring")) {
        rows.add(raw("raw socket " + variant, family, variant, 0));
      }
      rows.add(raw("raw socket GRE", family, "protocol", GRE));
      rows.add(raw("raw socket UDP without a header", family, "protocol", UDP));
      rows.add(raw("raw socket ICMP", family, "protocol", family == V4 ? ICMP : ICMPV6));
      for (String variant : List.of("raw", "dgram", "bypass", "ring")) {
        rows.add(
            Row.of("packet socket " + variant, "K06", family, "frame", variant)
                .with(Privilege.NET_RAW));
      }
      rows.add(Row.of("AF_XDP", "K06", family, "xdp").with(Privilege.NET_RAW));
    }
    return rows;
  }

  private static Row routing(String name, String variant, Family family, String kind) {
    return Row.of(name + variant, "K06", family, "routing", variant, kind);
  }

  private static Row raw(String name, Family family, String variant, int protocol) {
    return Row.of(name, "K06", family, "raw", variant, String.valueOf(protocol))
        .with(Privilege.NET_RAW);
  }
}
