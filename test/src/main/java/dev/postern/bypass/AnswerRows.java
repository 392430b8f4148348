package dev.postern.bypass;

import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Answers that must not open the addresses in them. */
final class AnswerRows {

  private static final String GOOD = Target.ALLOWED_V4;
  private static final String GOOD_V6 = Target.ALLOWED_V6;

  /** This machine's links, its cloud's metadata, and IPv6 forms of both. */
  private static final List<String> NEVER =
      List.of(
          "169.254.169.254",
          "169.254.170.2",
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192",
          "224.0.0.251",
          "240.0.0.1",
          Resolver.NODE,
          "::ffff:169.254.169.254",
          "::169.254.169.254",
          "64:ff9b::a9fe:a9fe",
          "64:ff9b:1::a9fe:a9fe",
          "2002:a9fe:a9fe::1",
          "2001:0:a9fe:a9fe::1",
          "2001:db8:2::5efe:a9fe:a9fe",
          "fd00:ec2::254",
          "fd20:ce::254",
          "fe80::99%eth0",
          "ff02::fb%eth0");

  private static final List<String> PRIVATE =
      List.of(
          "10.1.2.4",
          "172.16.0.1",
          "192.168.0.1",
          "100.64.0.1",
          "198.18.0.1",
          "fc00::1",
          "fd12::1",
          "fec0::1");

  private AnswerRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(lies());
    rows.addAll(rebinding());
    return rows;
  }

  private static Row led(String name, String threats, Family family, String... arguments) {
    String[] command =
        Stream.concat(Stream.of("be-led.py", "{resolver}"), Arrays.stream(arguments))
            .toArray(String[]::new);
    return Row.of("answer, " + name, threats, family, command).ofNames();
  }

  private static List<Row> lies() {
    return List.of(
        led("for another name besides", "D04", V4, "besides", GOOD, "FORBIDDEN"),
        led("for another name besides", "D04", V6, "besides", GOOD_V6, "FORBIDDEN"),
        led("off the alias chain", "D04", V4, "offchain", GOOD, "FORBIDDEN"),
        led("with another id", "D04", V4, "otherid", GOOD, "FORBIDDEN"),
        led("to another question", "D04", V4, "otherquestion", GOOD, "FORBIDDEN"),
        led("from another address", "D04", V4, "othersource", GOOD, "FORBIDDEN")
            .at(Stage.ONLY_TOKEN), // the kernel's error quotes it
        led("forged in the scope", "D04", V4, "forged", "FORBIDDEN"),
        led("of the program's own resolver", "D09", V4, "own-resolver", "FORBIDDEN"));
  }

  private static List<Row> rebinding() {
    List<Row> rows = new ArrayList<>();
    for (String address : NEVER) {
      rows.add(led(address, "N04 N05", V4, "list", address));
    }
    for (String address : PRIVATE) {
      rows.add(led(address, "N11", V4, "list", address));
    }
    // Each its own address: what one opened by mistake would be open to the next.
    for (String address : List.of("169.254.1.1", "10.1.2.5")) {
      rows.add(led(address + " beside a good one", "N11", V4, "list", GOOD, address));
    }
    for (String address : List.of("169.254.1.2", "10.1.2.6")) {
      rows.add(led(address + " the second time", "N11", V4, "turn", GOOD, address));
    }
    rows.add(led("fd00:ec2::23 beside a good one", "N11", V4, "list", GOOD_V6, "fd00:ec2::23"));
    rows.add(
        led(
            "private, and so admitted for another name",
            "N11",
            V4,
            "private-of-another",
            "10.1.2.3"));
    return rows;
  }
}
