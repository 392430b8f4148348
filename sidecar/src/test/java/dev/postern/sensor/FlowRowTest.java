package dev.postern.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.FlowDecoder.Flow;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.ProcessKey;
import dev.postern.attribution.ProcessTable;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowRowTest {

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final Endpoint WEB = new Endpoint(IpAddress.v4(0xc0000201), 443);
  private static final Endpoint OTHER = new Endpoint(IpAddress.v4(0xc0000202), 80);
  private static final ProcessKey FIRST = new ProcessKey(10, 100, 1);
  private static final ProcessKey SECOND = new ProcessKey(20, 200, 1);
  private static final ProcessKey UNKNOWN = new ProcessKey(30, 300, 1);

  private final ProcessTable processes = new ProcessTable(8);

  private void describe(ProcessKey key, String name) {
    Header header = new Header(1, key, 0, key.pid(), 0, 0);
    processes.describe(
        new Described(header, true, new ProcessKey(1, 1, 0), name, null, List.of(name)));
  }

  private static Flow flow(ProcessKey process, Endpoint peer, int protocol, boolean inbound) {
    return new Flow(process, peer, protocol, inbound, 1, 10, 100);
  }

  @Test
  void equallyNamedProcessesWithOnePeerAreAddedUp() {
    describe(FIRST, "curl");
    describe(SECOND, "curl");
    assertThat(
            FlowRow.table(
                List.of(flow(FIRST, WEB, TCP, false), flow(SECOND, WEB, TCP, false)), processes))
        .containsExactly(new FlowRow("curl", false, WEB, Transport.TCP, 2, 20, 200));
  }

  @Test
  void namesPeersProtocolsAndDirectionsAreKeptApartAndInOrder() {
    describe(FIRST, "wget");
    describe(SECOND, "curl");
    assertThat(
            FlowRow.table(
                List.of(
                    flow(FIRST, WEB, TCP, true),
                    flow(FIRST, WEB, TCP, false),
                    flow(SECOND, WEB, UDP, false),
                    flow(SECOND, OTHER, TCP, false),
                    flow(SECOND, WEB, TCP, false)),
                processes))
        .containsExactly(
            new FlowRow("curl", false, WEB, Transport.TCP, 1, 10, 100),
            new FlowRow("curl", false, WEB, Transport.UDP, 1, 10, 100),
            new FlowRow("curl", false, OTHER, Transport.TCP, 1, 10, 100),
            new FlowRow("wget", false, WEB, Transport.TCP, 1, 10, 100),
            new FlowRow("wget", true, WEB, Transport.TCP, 1, 10, 100));
  }

  @Test
  void aProcessNobodyDescribedIsAQuestionMark() {
    assertThat(FlowRow.table(List.of(flow(UNKNOWN, WEB, TCP, false)), processes))
        .containsExactly(new FlowRow("?", false, WEB, Transport.TCP, 1, 10, 100));
  }
}
