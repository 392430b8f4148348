package dev.postern.bypass;

import static dev.postern.bypass.Family.V4;
import static dev.postern.bypass.Family.V6;

import java.util.ArrayList;
import java.util.List;

/** Sockets that are older than the policy, from elsewhere, or taken elsewhere. */
final class SocketRows {

  private static final String ACCOMPLICE = "an accomplice outside the scope";
  private static final String CGROUP_FOLDER = "a writable cgroup folder";

  private SocketRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (Family family : List.of(V4, V6)) {
      for (String variant :
          List.of("tcp-socket", "tcp-connected", "udp-socket", "udp-connected", "udp-corked")) {
        rows.add(
            Row.of("older than the policy: " + variant, "K17", family, "before", variant)
                .at(Stage.BEGUN_BEFORE));
      }
    }
    for (String variant : List.of("tcp", "tcp-connected", "udp", "udp-connected")) {
      rows.add(borrowed("passed socket: ", variant, "{meeting}"));
      rows.add(borrowed("pidfd_getfd: ", variant, "{socket}"));
    }
    rows.add(leaving("moved to a cgroup inside, then connect", "first", "{scope}/inside"));
    rows.add(leaving("moved to a cgroup inside with a socket", "last", "{scope}/inside"));
    rows.add(
        leaving("moved out of the cgroup with a socket", "last", "{parent}/elsewhere")
            .needing(CGROUP_FOLDER));
    rows.add(
        leaving("moved out of the cgroup, then connect", "first", "{parent}/elsewhere")
            .needing(CGROUP_FOLDER));
    rows.addAll(pardoned());
    return rows;
  }

  private static Row borrowed(String name, String variant, String from) {
    Row row = Row.of(name + variant, "K09", V4, "borrow", variant, from).needing(ACCOMPLICE);
    return variant.endsWith("connected")
        ? row.at(Stage.helpedByTalker("lend", variant, "{meeting}"))
        : row.at(Stage.helped("lend", variant, "{meeting}"));
  }

  private static Row leaving(String name, String order, String folder) {
    return Row.of(name, "K11", V4, "leave", order, folder)
        .with(Privilege.CONTAINER)
        .needing(CGROUP_FOLDER);
  }

  /** What the scope's own programs refuse, a program above them may allow again. */
  private static List<Row> pardoned() {
    List<Row> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      rows.add(pardoned(Row.of("pardon by a parent: connect", "K20", family, "tcp", "plain", "0")));
      rows.add(pardoned(Row.of("pardon by a parent: udp", "K20", family, "udp", "sendto", "0")));
    }
    return rows;
  }

  private static Row pardoned(Row row) {
    return row.at(Stage.helped("retval", "{parent}")).needing(Attempt.ABOVE);
  }
}
