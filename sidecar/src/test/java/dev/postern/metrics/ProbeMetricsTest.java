package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.EventType;
import dev.postern.probe.Hook;
import dev.postern.probe.ProbeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProbeMetricsTest {

  private static final ProbeReading READING =
      new ProbeReading(
          Map.of("connect", 3L, "exec", 0L),
          Map.of("path", 2L, "args", 0L),
          Map.of("connect", 4L, "packet", 0L),
          5,
          7,
          Set.of(Hook.PACKET_IN),
          4096,
          Duration.ofMillis(12_500),
          3);

  private final SidecarMetrics metrics = new SidecarMetrics("1", Flows.BOUNDS, List.of());
  private final ProbeMetrics probe = metrics.probe();

  @Test
  void withoutAProbeNothingIsAttached() {
    Exposition page = page();

    assertThat(page.value("postern_probe_attached{}")).isZero();
    assertThat(page.value("postern_probe_hook_attached{hook=connect4}")).isZero();
    assertThat(page.value("postern_ring_capacity_bytes{}")).isZero();
  }

  @Test
  void anAttachedProbeIsAsked() {
    probe.attached(() -> READING);

    Exposition page = page();
    assertThat(page.value("postern_probe_attached{}")).isEqualTo(1);
    assertThat(page.value("postern_events_lost_total{kind=connect}")).isEqualTo(3);
    assertThat(page.value("postern_events_lost_total{kind=exec}")).isZero();
    assertThat(page.value("postern_probe_failures_total{what=path}")).isEqualTo(2);
    assertThat(page.value("postern_probe_failures_total{what=args}")).isZero();
    assertThat(page.value("postern_denied_total{act=connect}")).isEqualTo(4);
    assertThat(page.value("postern_denied_total{act=packet}")).isZero();
    assertThat(page.value("postern_records_unreadable_total{}")).isEqualTo(5);
    assertThat(page.value("postern_events_unhandled_total{}")).isEqualTo(7);
    assertThat(page.value("postern_ring_capacity_bytes{}")).isEqualTo(4096);
    assertThat(page.value("postern_blind_seconds_total{}")).isEqualTo(12.5);
    assertThat(page.value("postern_leaked_pins{}")).isEqualTo(3);
    assertThat(page.value("postern_probe_hook_attached{hook=packet_in}")).isZero();
    assertThat(page.value("postern_probe_hook_attached{hook=packet_out}")).isEqualTo(1);
  }

  @Test
  void everyTypeOfEventIsCounted() {
    probe.count(EventType.LISTEN);
    probe.count(EventType.LISTEN);

    Exposition page = page();
    assertThat(page.value("postern_events_total{type=listen}")).isEqualTo(2);
    for (EventType type : EventType.values()) {
      assertThat(page.samples()).contains("postern_events_total{type=" + type.text() + "}");
    }
  }

  @Test
  void aClosedProbeIsAskedOnceMoreAndThenNeverAgain() {
    AtomicInteger asked = new AtomicInteger();
    probe.attached(
        () -> {
          asked.incrementAndGet();
          return READING;
        });

    probe.detached();
    probe.detached();
    Exposition page = page();

    assertThat(asked).hasValue(1);
    assertThat(page.value("postern_events_lost_total{kind=connect}")).isEqualTo(3);
    assertThat(page.value("postern_probe_attached{}")).isZero();
    assertThat(page.value("postern_probe_hook_attached{hook=connect4}")).isZero();
  }

  @Test
  void aCounterThatCannotBeReadCostsNoPage() {
    AtomicInteger asked = new AtomicInteger();
    probe.attached(
        () -> {
          if (asked.incrementAndGet() > 1) {
            throw new ProbeException("map counters cannot be read");
          }
          return READING;
        });
    page();

    Exposition page = page();
    assertThat(page.value("postern_events_lost_total{kind=connect}")).isEqualTo(3);
    assertThat(page.value("postern_probe_read_errors_total{}")).isEqualTo(1);
  }

  private Exposition page() {
    return Exposition.of(metrics.page());
  }
}
