package dev.postern.sensor;

import dev.postern.event.Endpoint;
import dev.postern.event.Flow;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who talked to whom since the start, for a reader at the end. For one thread at a time. */
public final class FlowTable implements Consumer<Flow> {

  /** A scan of a whole network shall not fill the memory of who watches it. */
  private static final int MOST_ROWS = 16384;

  private static final String UNKNOWN = "?";

  private static final Comparator<FlowRow> ORDER =
      Comparator.comparing(FlowRow::inbound)
          .thenComparing(FlowRow::process)
          .thenComparing(row -> row.peer().address())
          .thenComparing(row -> row.peer().port())
          .thenComparing(FlowRow::transport);

  private record Key(String process, boolean inbound, Endpoint peer, Transport transport) {}

  private static final class Sum {
    private @Nullable String name;
    private long connections;
    private long bytesSent;
    private long bytesReceived;
  }

  private final int most;
  private final Map<Key, Sum> sums = new HashMap<>();
  private long unlisted;

  /** An empty table. */
  public FlowTable() {
    this(MOST_ROWS);
  }

  FlowTable(int most) {
    this.most = most;
  }

  @Override
  public void accept(Flow flow) {
    ProcessImage process = flow.process();
    Key key =
        new Key(
            process == null ? UNKNOWN : process.name(),
            flow.inbound(),
            flow.peer(),
            flow.transport());
    Sum sum = sums.get(key);
    if (sum == null) {
      if (sums.size() >= most) {
        unlisted += flow.totals().connections();
        return;
      }
      sum = new Sum();
      sums.put(key, sum);
    }
    sum.name = flow.name() == null ? sum.name : flow.name();
    sum.connections += flow.totals().connections();
    sum.bytesSent += flow.totals().bytesSent();
    sum.bytesReceived += flow.totals().bytesReceived();
  }

  /** The lines, in an order that stays. */
  public List<FlowRow> rows() {
    return sums.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .sorted(ORDER)
        .toList();
  }

  private static FlowRow row(Key key, Sum sum) {
    return new FlowRow(
        key.process(),
        key.inbound(),
        key.peer(),
        sum.name,
        key.transport(),
        sum.connections,
        sum.bytesSent,
        sum.bytesReceived);
  }

  /** Connections of flows for which there was no line left. */
  public long unlisted() {
    return unlisted;
  }
}
