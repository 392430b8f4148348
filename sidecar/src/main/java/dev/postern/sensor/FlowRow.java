package dev.postern.sensor;

import dev.postern.abi.FlowDecoder.Flow;
import dev.postern.attribution.Attributor;
import dev.postern.attribution.ProcessTable;
import dev.postern.event.Endpoint;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of "who talked to whom": flows of equally named processes with one peer, added up.
 *
 * @param process the processes' name
 * @param inbound true when the peer opened the connections
 * @param peer the peer's address, with the responder's port
 * @param transport the protocol
 * @param connections how many
 * @param bytesSent payload
 * @param bytesReceived payload
 */
public record FlowRow(
    String process,
    boolean inbound,
    Endpoint peer,
    Transport transport,
    long connections,
    long bytesSent,
    long bytesReceived) {

  private static final String UNKNOWN = "?";

  private static final Comparator<FlowRow> ORDER =
      Comparator.comparing(FlowRow::inbound)
          .thenComparing(FlowRow::process)
          .thenComparing(row -> row.peer().address())
          .thenComparing(row -> row.peer().port())
          .thenComparing(FlowRow::transport);

  private record Key(String process, boolean inbound, Endpoint peer, Transport transport) {}

  static List<FlowRow> table(List<Flow> flows, ProcessTable processes) {
    Map<Key, FlowRow> rows = new HashMap<>();
    for (Flow flow : flows) {
      ProcessImage image = processes.find(flow.process());
      Key key =
          new Key(
              image == null ? UNKNOWN : image.name(),
              flow.inbound(),
              flow.peer(),
              Attributor.transport(flow.protocol()));
      FlowRow row =
          new FlowRow(
              key.process(),
              key.inbound(),
              key.peer(),
              key.transport(),
              flow.connections(),
              flow.bytesSent(),
              flow.bytesReceived());
      rows.merge(key, row, FlowRow::plus);
    }
    return rows.values().stream().sorted(ORDER).toList();
  }

  private FlowRow plus(FlowRow other) {
    return new FlowRow(
        process,
        inbound,
        peer,
        transport,
        connections + other.connections,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived);
  }
}
