package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Of the suite what is most likely to differ between kernels, under one policy: for machines that
 * are too slow for all of it.
 */
@LabTest
final class BypassSliceIT {

  private static final List<Regime> REGIMES = List.of(Regime.NONE, Regime.ALLOWLIST);

  private static final List<String> NAMES =
      List.of(
          "connect v4-mapped",
          "mptcp connect",
          "fast open sendto",
          "io_uring connect worker",
          "io_uring sendmsg",
          "mptcp subflow announced by the server",
          "udp connected, then elsewhere",
          "udp connect after AF_UNSPEC v6",
          "udp MSG_MORE, finished for the allowed",
          "udplite sendto",
          "ping sendto",
          "raw socket udp",
          "raw socket syn v6",
          "loose source route, udp",
          "segment routing header, tcp v6",
          "segment routing header, udp-data v6",
          "routing header type 2, udp-data v6",
          "older than the policy: tcp-connected",
          "older than the policy: udp-connected v6",
          "pardon by a parent: connect",
          "packet socket raw");

  @Test
  void isAsListed() {
    List<Row> rows = Rows.all().stream().filter(row -> NAMES.contains(row.name())).toList();
    assertThat(rows).extracting(Row::name).containsExactlyInAnyOrderElementsOf(NAMES);
    Results results = Bypass.run(rows, REGIMES);
    assertThat(new Verdict(rows, results, ExpectedLeaks.known()).differences()).isEmpty();
    assertThat(rows)
        .as("routes that are there on this kernel")
        .filteredOn(row -> leads(row, results))
        .hasSizeGreaterThan(NAMES.size() - 3);
  }

  private static boolean leads(Row row, Results results) {
    return results
        .of(row, row.least(), Regime.NONE)
        .filter(outcome -> outcome.kind() == Outcome.Kind.LEAKED)
        .isPresent();
  }
}
