package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import dev.postern.kernel.Program;
import dev.postern.kernel.Tester;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.ScrapedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a sidecar loses are counted, and cost its counters nothing. */
@LabTest
class SidecarMetricsLossIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  @AutoClose EchoPeer peer;
  @AutoClose MeasuredScope watched;

  @BeforeEach
  void watch() throws IOException {
    peer = EchoPeer.on("127.0.0.1");
    watched = MeasuredScope.start(folder, "64K");
  }

  /** The sidecar stands still meanwhile, so that events must be lost. */
  @Test
  void lostEventsAreCountedAndCostTheCountersNothing() throws IOException {
    int burst = 20_000;
    watched.sidecar().signal("STOP");
    try (Program program =
        watched.scope().start(Tester.command("burst", "127.0.0.1", peer.udpPort(), burst))) {
      assertThat(program.number()).isEqualTo(burst);
      program.end();
    } finally {
      watched.sidecar().signal("CONT");
    }
    Await.holds(LIMIT, () -> connects(watched.scrape()) == burst);
    ScrapedPage page = watched.scrape();
    assertThat(connects(page)).isEqualTo(burst);
    assertThat(page.value("postern_events_lost_total", "kind=\"connect\"")).isPositive();
    assertThat(page.series("postern_connections_total"))
        .containsExactly(
            Map.entry(
                TalkingProgram.labels(
                        MeasuredScope.CONTAINER, "outbound", Transport.UDP, peer.udpPort())
                    .replace(TalkingProgram.name(), "burst"),
                (long) burst));
  }

  private static long connects(ScrapedPage page) {
    return page.value("postern_events_lost_total", "kind=\"connect\"")
        + page.value("postern_events_total", "type=\"connect\"");
  }
}
