package dev.postern.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Flow;
import dev.postern.event.FlowTotals;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowTableTest {

  private static final Container CONTAINER =
      new Container("0123456789ab", "shop", null, null, null, null);
  private static final Endpoint WEB = new Endpoint(IpAddress.v4(0xc0000201), 443);
  private static final Endpoint OTHER = new Endpoint(IpAddress.v4(0xc0000202), 80);

  private final FlowTable table = new FlowTable();

  private static ProcessImage process(int pid, String name) {
    return new ProcessImage(pid, 1, name, null, List.of(name), 1, null);
  }

  private static Flow flow(
      @Nullable ProcessImage process, Endpoint peer, Transport transport, boolean inbound) {
    return new Flow(
        process,
        CONTAINER,
        peer,
        transport,
        inbound,
        new FlowTotals(1, 10, 100, Map.of(), List.of(), 0));
  }

  @Test
  void equallyNamedProcessesWithOnePeerAreAddedUp() {
    table.accept(flow(process(10, "curl"), WEB, Transport.TCP, false));
    table.accept(flow(process(20, "curl"), WEB, Transport.TCP, false));
    assertThat(table.rows())
        .containsExactly(new FlowRow("curl", false, WEB, null, Transport.TCP, 2, 20, 200));
  }

  @Test
  void aPeerGoesByTheNameItWasAskedForByLast() {
    for (String name : new String[] {null, "a.example", "b.example", null}) {
      table.accept(
          new Flow(
              null,
              CONTAINER,
              WEB,
              Transport.TCP,
              false,
              name,
              new FlowTotals(1, 10, 100, Map.of(), List.of(), 0)));
    }
    assertThat(table.rows())
        .containsExactly(new FlowRow("?", false, WEB, "b.example", Transport.TCP, 4, 40, 400));
  }

  @Test
  void namesPeersProtocolsAndDirectionsAreKeptApartAndInOrder() {
    ProcessImage curl = process(20, "curl");
    ProcessImage wget = process(10, "wget");
    table.accept(flow(wget, WEB, Transport.TCP, true));
    table.accept(flow(wget, WEB, Transport.TCP, false));
    table.accept(flow(curl, WEB, Transport.UDP, false));
    table.accept(flow(curl, OTHER, Transport.TCP, false));
    table.accept(flow(curl, WEB, Transport.TCP, false));
    assertThat(table.rows())
        .containsExactly(
            new FlowRow("curl", false, WEB, null, Transport.TCP, 1, 10, 100),
            new FlowRow("curl", false, WEB, null, Transport.UDP, 1, 10, 100),
            new FlowRow("curl", false, OTHER, null, Transport.TCP, 1, 10, 100),
            new FlowRow("wget", false, WEB, null, Transport.TCP, 1, 10, 100),
            new FlowRow("wget", true, WEB, null, Transport.TCP, 1, 10, 100));
  }

  @Test
  void aProcessNobodyDescribedIsAQuestionMark() {
    table.accept(flow(null, WEB, Transport.TCP, false));
    assertThat(table.rows())
        .containsExactly(new FlowRow("?", false, WEB, null, Transport.TCP, 1, 10, 100));
  }

  @Test
  void whatFindsNoLineIsCounted() {
    FlowTable small = new FlowTable(1);
    small.accept(flow(null, WEB, Transport.TCP, false));
    small.accept(flow(null, OTHER, Transport.TCP, false));
    small.accept(flow(null, WEB, Transport.TCP, false));
    assertThat(small.rows())
        .containsExactly(new FlowRow("?", false, WEB, null, Transport.TCP, 2, 20, 200));
    assertThat(small.unlisted()).isEqualTo(1);
  }
}
