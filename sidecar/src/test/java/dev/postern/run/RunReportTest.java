package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import dev.postern.sensor.FlowRow;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RunReportTest {

  private static FlowRow row(
      String process, boolean inbound, String address, int port, long connections, long bytes) {
    Endpoint peer = new Endpoint(Objects.requireNonNull(IpAddress.parse(address)), port);
    return new FlowRow(process, inbound, peer, null, Transport.TCP, connections, bytes, 2 * bytes);
  }

  @Test
  void textStandsLeftAndNumbersRight() {
    assertThat(
            RunReport.table(
                List.of(
                    row("curl", false, "192.0.2.1", 443, 1, 78),
                    row("a-longer-name", false, "2001:db8::1", 8080, 1000, 123_456),
                    row("nginx", true, "198.51.100.7", 80, 2, 0))))
        .containsExactly(
            "PROCESS            PEER          PORT  PROTO  COUNT    SENT  RECEIVED",
            "curl           ->  192.0.2.1     443   tcp        1      78       156",
            "a-longer-name  ->  2001:db8::1   8080  tcp     1000  123456    246912",
            "nginx          <-  198.51.100.7  80    tcp        2       0         0");
  }

  @Test
  void namesHaveAColumnIfThereAreAny() {
    FlowRow known = row("curl", false, "192.0.2.1", 443, 1, 78);
    assertThat(
            RunReport.table(
                List.of(
                    new FlowRow(
                        known.process(),
                        false,
                        known.peer(),
                        "api.example",
                        Transport.TCP,
                        1,
                        78,
                        156),
                    row("curl", false, "192.0.2.2", 80, 2, 0))))
        .containsExactly(
            "PROCESS      PEER       PORT  PROTO  COUNT  SENT  RECEIVED  NAME",
            "curl     ->  192.0.2.1  443   tcp        1    78       156  api.example",
            "curl     ->  192.0.2.2  80    tcp        2     0         0");
  }

  @Test
  void aProcessCannotForgeARowWithItsName() {
    List<String> table =
        RunReport.table(List.of(row("a\nb\u001b[2J\u202e\u0085", false, "192.0.2.1", 1, 1, 0)));
    assertThat(table).hasSize(2);
    assertThat(table.get(1)).startsWith("a\\nb\ufffd[2J\ufffd\ufffd  ->  192.0.2.1");
  }
}
