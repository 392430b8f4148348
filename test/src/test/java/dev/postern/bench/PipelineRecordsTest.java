package dev.postern.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.KernelEvent;
import dev.postern.abi.KernelEvent.Described;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.KernelEvent.SocketUse;
import dev.postern.abi.KernelEvent.SocketUsed;
import dev.postern.abi.KernelEvent.Stage;
import dev.postern.abi.KernelEvent.StageReached;
import dev.postern.abi.Layout;
import dev.postern.abi.ProbeObject;
import dev.postern.abi.ProcessKey;
import dev.postern.event.ConnectionTotals;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pipeline benchmark is fed is what the probe said, and survives the way to the worker.
 */
final class PipelineRecordsTest {

  private static final Header HEADER =
      new Header(123_456_789L, new ProcessKey(1_000, 42, 7), 99, 43, 1000, 1001);
  private static final Socket SOCKET =
      new Socket(5, 6, false, null, new Endpoint(IpAddress.v4(0x7f000001), 443));

  private final Layout layout = ProbeObject.layout(ProbeObject.bytes());

  @TempDir private Path folder;

  @Test
  void arriveAtTheWorkerAsTheyWereMade() throws Exception {
    List<KernelEvent> captured =
        List.of(
            new Described(
                HEADER,
                true,
                new ProcessKey(500, 41, 6),
                "exchange",
                "/opt/bench/exchange",
                List.of("exchange", "request", "1"),
                null),
            new SocketUsed(HEADER, SocketUse.CONNECT, SOCKET),
            new StageReached(
                HEADER, Stage.ESTABLISHED, SOCKET, new ConnectionTotals(9, 0, 0, 11), 0),
            new StageReached(
                HEADER, Stage.CLOSED, SOCKET, new ConnectionTotals(90, 100, 200, 12), 0));
    Path file = folder.resolve("records");
    RecordFile.write(file, new RecordStream(new RecordEncoder(layout), captured).lives());

    RecordFile records = RecordFile.read(file);
    List<KernelEvent> decoded = new ArrayList<>();
    EventDecoder decoder = new EventDecoder(layout);
    for (int i = 0; i < 4; i++) {
      decoded.add(decoder.decode(records.bytes(), records.start(i), records.length(i)));
    }
    assertThat(decoded).isEqualTo(captured);
    assertThat(records.count()).isEqualTo(RecordStream.PROCESSES * (1 + 16 * 3));
  }
}
