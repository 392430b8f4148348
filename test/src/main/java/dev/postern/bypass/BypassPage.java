package dev.postern.bypass;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The page {@code docs/bypass.md}: what is tried, and what stays open. */
final class BypassPage {

  private static final String HEAD =
      """
      # Ways around a policy

      Every known way by which a process could reach what its policy does not allow is tried from
      inside a scope, and judged by a sniffer outside: whatever comes out that is not allowed is a
      leak, whoever sent it and whatever the kernel said to the process. `sudo ./dev bypass` tries
      them all here and prints what came of each; a name, or part of one, tries those only.

      Each is tried without policy first. If nothing comes out then, the attempt proves nothing and
      the suite fails, unless this kernel lacks what it is about (SCTP, DCCP). Then it is tried under
      a policy that allows nothing and under one that allows 198.51.100.10 and 2001:db8:1::10 at port
      443; what passes for another executable is tried under a policy for executables.

      *Questions* and *answers* are tried under a policy that allows api.example and *.cdn.example at
      port 443, and inside.example, which may be private. A DNS server of the suite's answers at every
      address outside, keeps what it hears and lies where that is the attempt: the sniffer and what it
      heard tell whether a question came out. The sidecar runs in a cgroup of its own inside the scope,
      as in a pod. They are tried as *none* alone.

      *As* is the least that the attempt needs: *none* is an ordinary user without capabilities,
      *container* is root with what container runtimes give by default, without NET_RAW. What needs
      none is also tried as *container*.

      All of it was judged on Linux 6.18. On Debian's 6.1 and 6.12 a slice was (`BypassSliceIT`: 21
      routes, under the allowlist); `sudo ./dev bypass --kernel all` tries everything there, in emulated
      machines.

      The kernel's own packets do not count: neighbour discovery, ARP, errors, resets without data.
      Packets to an allowed address by way of somebody's router are not told from others: whoever
      may set routes (NET_ADMIN) chooses the next hop.

      """;

  private BypassPage() {}

  static List<String> lines() {
    List<Row> rows = Rows.all();
    ExpectedLeaks expected = ExpectedLeaks.known();
    List<String> lines = new ArrayList<>(HEAD.lines().toList());
    lines.add("## Open, and why");
    lines.add("");
    lines.addAll(
        table(
            List.of("route", "threat", "as", "needs besides", "why it is open"),
            rows.stream().filter(expected::contains).map(row -> cells(row, expected))));
    lines.add("");
    lines.add("## Closed");
    lines.add("");
    lines.addAll(
        table(
            List.of("route", "threat", "as", "needs besides"),
            rows.stream().filter(row -> !expected.contains(row)).map(BypassPage::cells)));
    return lines;
  }

  private static List<String> cells(Row row, ExpectedLeaks expected) {
    return Stream.concat(cells(row).stream(), Stream.of(expected.reason(row))).toList();
  }

  private static List<String> cells(Row row) {
    return List.of(row.name(), row.threats(), row.least().text(), row.needs());
  }

  private static List<String> table(Collection<String> heads, Stream<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(line(heads));
    lines.add(line(heads.stream().map(_ -> "---").toList()));
    rows.map(BypassPage::line).forEach(lines::add);
    return lines;
  }

  private static String line(Collection<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
