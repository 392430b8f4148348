package dev.postern.bypass;

import static dev.postern.bypass.Family.MAPPED;
import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.List;

/** Datagrams, and what else needs no connection. */
final class UdpRows {

  private static final String LITE = "136";

  private UdpRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      for (String variant : List.of("sendto", "sendmmsg", "connected")) {
        rows.add(udp(variant, "K02", family));
      }
    }
    rows.add(udp("sendto", "N13", V4).at(Stage.OTHER_PORT).named("udp another port"));
    rows.add(udp("connected", "N13", V6).at(Stage.OTHER_PORT).named("udp another port v6"));
    for (String variant :
        List.of(
            "sendmsg",
            "connected-sendto",
            "interface",
            "device",
            "segments",
            "zero-copy",
            "confirm")) {
      rows.add(udp(variant, "K02", V4));
    }
    rows.add(udp("interface", "K13", V6));
    for (Family family : List.of(V4, V6)) {
      rows.add(Row.of("udplite sendto", "K05", family, "udp", "sendto", LITE));
      rows.add(Row.of("udplite connected", "K05", family, "udp", "connected", LITE));
      rows.addAll(again(family));
      rows.addAll(races(family));
    }
    rows.add(Row.of("udp, IPv4 address on an IPv6 socket", "K04", V4, "udp-again", "v4-on-v6"));
    rows.add(Row.of("udp UDP_CORK, then connected elsewhere", "K03", V4, "udp-again", "cork"));
    rows.add(Row.of("udp answer to a forged question", "K18", V6, "self-answer", "udp"));
    rows.add(
        Row.of("udp answer to a forged question", "K18", V4, "self-answer", "udp")
            .with(Privilege.NET_RAW));
    rows.addAll(byRing());
    rows.addAll(ofOthers());
    return rows;
  }

  private static Row udp(String variant, String threats, Family family) {
    return Row.of("udp " + variant, threats, family, "udp", variant, "0");
  }

  private static List<Row> again(Family family) {
    return List.of(
        Row.of("udp connected, then elsewhere", "K03", family, "udp-again", "elsewhere"),
        Row.of("udp connect after AF_UNSPEC", "K03", family, "udp-again", "dissolved"),
        Row.of("udp reconnected", "K03", family, "udp-again", "reconnected"),
        Row.of("udp MSG_MORE, finished for the allowed", "K03", family, "udp-again", "begun"));
  }

  private static List<Row> races(Family family) {
    return List.of(
        Row.of("udp two threads sendto", "K15", family, "udp-race", "send"),
        Row.of("udp two threads connect", "K15", family, "udp-race", "connect"),
        Row.of("udp connect against sendto", "K15", family, "udp-race", "connect-send"),
        Row.of("udp address changes in memory", "K15", family, "udp-race", "memory"));
  }

  private static List<Row> byRing() {
    List<Row> rows = new ArrayList<>();
    for (String operation : List.of("sendmsg", "send", "send_zc", "sendmsg_zc")) {
      rows.add(Row.of("io_uring " + operation, "K01", V4, "uring", operation, "direct"));
    }
    rows.add(Row.of("io_uring sendmsg worker", "K01", V4, "uring", "sendmsg", "worker"));
    rows.add(Row.of("io_uring sendmsg polled", "K01", V4, "uring", "sendmsg", "polled"));
    rows.add(Row.of("io_uring sendmsg", "K01", V6, "uring", "sendmsg", "direct"));
    rows.add(Row.of("io_uring sendmsg", "K01", MAPPED, "uring", "sendmsg", "direct"));
    return rows;
  }

  private static List<Row> ofOthers() {
    List<Row> rows = new ArrayList<>();
    for (Family family : List.of(V4, V6)) {
      rows.add(Row.of("ping sendto", "K19", family, "ping", "sendto"));
      rows.add(Row.of("ping connected", "K19", family, "ping", "connected"));
      String group = family == V4 ? "{group4}" : "{group6}";
      rows.add(Row.of("udp to a group", "K19", family, "multicast", "send", group));
      rows.add(Row.of("membership report", "K19", family, "multicast", "join", group));
    }
    rows.add(Row.of("udp broadcast", "K19", V4, "multicast", "broadcast", "255.255.255.255"));
    rows.add(
        Row.of("udp broadcast to the subnet", "K19", V4, "multicast", "broadcast", "10.9.0.255"));
    for (String variant : List.of("sctp", "sctp-many", "sctp-sendto", "dccp")) {
      rows.add(Row.of(variant, "K05", V4, "other-protocol", variant));
    }
    return rows;
  }
}
