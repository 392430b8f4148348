package dev.postern.bypass;

import static dev.postern.bypass.Family.MAPPED;
import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.List;

/** Connections of TCP and Multipath TCP. */
final class TcpRows {

  private static final String MPTCP = "262";

  private TcpRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      rows.add(tcp("connect", "K04", family, "plain", "0"));
      rows.add(tcp("mptcp connect", "K05", family, "plain", MPTCP));
      rows.add(Row.of("fast open sendto", "K02", family, "tcp-fast-open", "sendto", "0"));
    }
    rows.add(tcp("another port", "N13", V4, "plain", "0").at(Stage.OTHER_PORT));
    rows.add(tcp("another port", "N13", V6, "plain", "0").at(Stage.OTHER_PORT));
    rows.addAll(ofOptions());
    rows.addAll(ofFastOpen());
    rows.addAll(again());
    rows.addAll(byOthers());
    rows.addAll(byRing());
    rows.add(Row.of("accepted connection of a forged peer", "K18", V6, "self-answer", "tcp"));
    rows.add(
        Row.of("mptcp subflow announced by the server", "K05", V4, "subflow")
            .at(
                Stage.outside(
                    "ip addr add {forbidden4}/32 dev lo\nip mptcp endpoint add {forbidden4} signal",
                    "ip mptcp endpoint flush\nip addr del {forbidden4}/32 dev lo")));
    return rows;
  }

  private static Row tcp(
      String name, String threats, Family family, String variant, String protocol) {
    return Row.of(name, threats, family, "tcp", variant, protocol);
  }

  private static List<Row> ofOptions() {
    return List.of(
        tcp("connect non-blocking", "K01", V4, "nonblocking", "0"),
        tcp("mptcp connect non-blocking", "K05", V4, "nonblocking", MPTCP),
        tcp("connect bound first", "K13", V4, "bound", "0"),
        tcp("connect SO_BINDTODEVICE", "K13", V4, "device", "0"),
        tcp("connect SO_BINDTODEVICE", "K13", V6, "device", "0"),
        tcp("connect with a flow label", "K04", V6, "label", "0"),
        tcp("connect from a foreign address", "K13", V4, "foreign", "0").with(Privilege.NET_RAW),
        tcp("connect from a foreign address", "K13", V6, "foreign", "0").with(Privilege.NET_RAW),
        tcp("TCP_REPAIR", "K02", V4, "repair", "0").with(Privilege.NET_ADMIN),
        tcp("TCP_REPAIR", "K02", V6, "repair", "0").with(Privilege.NET_ADMIN));
  }

  private static List<Row> ofFastOpen() {
    return List.of(
        Row.of("fast open sendmsg", "K02", V4, "tcp-fast-open", "sendmsg", "0"),
        Row.of("TCP_FASTOPEN_CONNECT", "K02", V4, "tcp-fast-open", "connect", "0"),
        Row.of("TCP_FASTOPEN_CONNECT", "K02", V6, "tcp-fast-open", "connect", "0"),
        Row.of("mptcp fast open sendto", "K05", V4, "tcp-fast-open", "sendto", MPTCP),
        Row.of("mptcp fast open sendto", "K05", V6, "tcp-fast-open", "sendto", MPTCP));
  }

  private static List<Row> again() {
    return List.of(
        Row.of("connect after AF_UNSPEC", "K03", V4, "tcp-again", "dissolved", "0"),
        Row.of("connect after AF_UNSPEC", "K03", V6, "tcp-again", "dissolved", "0"),
        Row.of("send after a refused connect", "K02", V4, "tcp-again", "refused", "0"),
        Row.of("connect from two threads", "K15", V4, "tcp-again", "race", "0"),
        Row.of("connect from two threads", "K15", V6, "tcp-again", "race", "0"));
  }

  private static List<Row> byOthers() {
    return List.of(
        Row.of("fork then connect", "K09", V4, "tcp-other", "fork"),
        Row.of("vfork then connect", "K09", V4, "tcp-other", "vfork"),
        Row.of("connect in a thread", "K09", V4, "tcp-other", "thread"),
        Row.of("connect after unshare of the network", "K11", V4, "tcp-other", "namespace"));
  }

  private static List<Row> byRing() {
    List<Row> rows = new ArrayList<>();
    for (String mode : List.of("direct", "worker", "polled")) {
      rows.add(Row.of("io_uring connect " + mode, "K01", V4, "uring", "connect", mode));
    }
    rows.add(Row.of("io_uring connect direct", "K01", V6, "uring", "connect", "direct"));
    rows.add(Row.of("io_uring connect direct", "K01", MAPPED, "uring", "connect", "direct"));
    return rows;
  }
}
