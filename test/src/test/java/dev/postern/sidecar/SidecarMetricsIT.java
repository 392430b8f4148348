package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import dev.postern.kernel.Program;
import dev.postern.lab.LabTest;
import dev.postern.probe.Hook;
import dev.postern.run.ScrapedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real sidecar's page of metrics shows is what the programs in its scope counted. */
@LabTest
class SidecarMetricsIT {

  private static final int TIMES = 40;

  private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F]*:");
  private static final Pattern NUMBER_AS_LABEL = Pattern.compile("(?<!le)=\"[0-9]+\"");

  @TempDir Path folder;
  @AutoClose EchoPeer peer;
  @AutoClose MeasuredScope watched;

  @BeforeEach
  void watch() throws IOException {
    peer = EchoPeer.on("127.0.0.1");
    watched = MeasuredScope.start(folder, "4M");
  }

  @Test
  void countersAreWhatTheProgramsCounted() throws IOException {
    try (TalkingProgram program = TalkingProgram.run(watched.scope(), peer, TIMES)) {
      assertThat(peer.connections()).isEqualTo(program.count("tcp")).isEqualTo(TIMES);
      assertThat(peer.overTcp()).isEqualTo(program.count("tcp_sent"));
      assertThat(peer.overUdp()).isEqualTo(program.count("udp_sent"));
      ScrapedPage first = watched.awaitShown(program.expected(MeasuredScope.CONTAINER));
      ScrapedPage second =
          watched.awaitShown(
              program.expected(MeasuredScope.CONTAINER)); // a second scrape adds nothing

      for (ScrapedPage page : new ScrapedPage[] {first, second}) {
        assertEventsAndAlerts(page, program);
        assertNamesNobody(page, program);
      }
      program.end();
      watched.awaitShown(program.expected(MeasuredScope.CONTAINER));
    }
  }

  private void assertEventsAndAlerts(ScrapedPage page, TalkingProgram program) {
    long udp = program.count("udp");
    assertThat(page.series("postern_events_total"))
        .containsEntry("type=\"connect\"", 2L * TIMES + udp / 2)
        .containsEntry("type=\"sendto\"", udp - udp / 2)
        .containsEntry("type=\"listen\"", 1L)
        .containsEntry("type=\"accept4\"", program.count("inbound"))
        .containsEntry("type=\"execve\"", 1L)
        .containsEntry("type=\"connection_established\"", program.count("tcp"))
        .containsEntry("type=\"connection_failed\"", program.count("refused"))
        .containsEntry(
            "type=\"connection_closed\"", program.count("tcp") + program.count("inbound"));
    Map<String, Long> shown = page.series("postern_alerts_total");
    assertThat(shown)
        .containsEntry(EveryEventRules.TCP.labels(), 2L * TIMES)
        .containsEntry(EveryEventRules.UDP.labels(), udp)
        .containsEntry(EveryEventRules.INBOUND.labels(), program.count("inbound"))
        .containsEntry(EveryEventRules.NEVER.labels(), 0L);
    Map<String, Long> raised = new TreeMap<>(shown);
    raised.values().removeIf(count -> count == 0);
    assertThat(raised).isEqualTo(written());
    assertThat(page.series("postern_events_lost_total").values()).containsOnly(0L);
    assertThat(page.value("postern_events_unhandled_total", "")).isZero();
    assertThat(page.value("postern_records_unreadable_total", "")).isZero();
    assertThat(page.value("postern_probe_attached", "")).isEqualTo(1);
    assertThat(page.series("postern_probe_hook_attached")).hasSize(Hook.values().length);
    assertThat(page.series("postern_probe_hook_attached").values()).containsOnly(1L);
  }

  /** The alerts on standard output, counted the same way. */
  private Map<String, Long> written() {
    return ConnectRule.alerts(watched.sidecar().output()).stream()
        .collect(
            Collectors.groupingBy(EveryEventRules::labels, TreeMap::new, Collectors.counting()));
  }

  private static void assertNamesNobody(ScrapedPage page, TalkingProgram program) {
    assertThat(page.text()).doesNotContainPattern(IPV4).doesNotContainPattern(IPV6);
    assertThat(page.text()).doesNotContainPattern(NUMBER_AS_LABEL);
    assertThat(page.text()).doesNotContain("\"" + program.pid(), TalkingProgram.MARK);
  }

  @Test
  void anOpenConnectionShowsWhatItCarriedSoFar() throws IOException {
    Program program =
        watched
            .scope()
            .python(
                """
                import socket, sys
                s = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
                sent = 0
                for line in sys.stdin:
                    s.sendall(bytes(700)); sent += 700
                    assert len(s.recv(1400, socket.MSG_WAITALL)) == 1400
                    print(sent, flush=True)
                """,
                peer.tcpPort());
    try (program) {
      String labels =
          TalkingProgram.labels(MeasuredScope.CONTAINER, "outbound", Transport.TCP, peer.tcpPort());
      for (int round = 1; round <= 3; round++) {
        program.go();
        long sent = program.number();
        assertThat(peer.overTcp()).isEqualTo(sent).isEqualTo(700L * round);
        watched.awaitShown(
            Map.of(
                "postern_connections_total", Map.of(labels, 1L),
                "postern_sent_bytes_total", Map.of(labels, sent),
                "postern_received_bytes_total", Map.of(labels, 2 * sent),
                "postern_connection_duration_seconds_count", Map.of()));
      }
    }
  }

  /** Scrapes in the middle of traffic, two at a time, neither lose nor double anything. */
  @Test
  void scrapesUnderTrafficOnlyRiseAndEndExact() throws Exception {
    AtomicBoolean talking = new AtomicBoolean(true);
    Thread[] scrapers = new Thread[2];
    Throwable[] failures = new Throwable[scrapers.length];
    for (int i = 0; i < scrapers.length; i++) {
      int own = i;
      scrapers[i] =
          Thread.ofVirtual()
              .uncaughtExceptionHandler((_, failure) -> failures[own] = failure)
              .start(() -> scrapeWhile(talking));
    }
    try (TalkingProgram program = TalkingProgram.run(watched.scope(), peer, 5 * TIMES)) {
      talking.set(false);
      for (Thread scraper : scrapers) {
        scraper.join();
      }
      assertThat(failures).containsOnlyNulls();
      watched.awaitShown(program.expected(MeasuredScope.CONTAINER));
    } finally {
      talking.set(false);
    }
  }

  private void scrapeWhile(AtomicBoolean talking) {
    Map<String, Long> last = Map.of();
    while (talking.get()) {
      Map<String, Long> now = watched.scrape().series("postern_sent_bytes_total");
      last.forEach(
          (labels, count) -> assertThat(now.get(labels)).as(labels).isGreaterThanOrEqualTo(count));
      last = now;
    }
    assertThat(last).isNotEmpty();
  }
}
