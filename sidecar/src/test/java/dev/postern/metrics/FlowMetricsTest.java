package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.postern.event.Cidr;
import dev.postern.event.Container;
import dev.postern.event.FailureReason;
import dev.postern.event.Flow;
import dev.postern.event.FlowTotals;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowMetricsTest {

  private static final String CURL =
      "{container=app, destination=public, direction=outbound, port=https, process=curl,"
          + " protocol=tcp}";

  private final FlowMetrics flows =
      new FlowMetrics(Flows.BOUNDS, List.of(Objects.requireNonNull(Cidr.parse("10.96.0.0/12"))));

  @Test
  void deltasAddUp() {
    flows.accept(Flows.of("curl", "8.8.8.8", 443, Flows.totals(2, 100, 3000)));
    flows.accept(Flows.of("curl", "9.9.9.9", 443, Flows.totals(1, 11, 7)));

    Exposition page = page();
    assertThat(page.value("postern_connections_total" + CURL)).isEqualTo(3);
    assertThat(page.value("postern_sent_bytes_total" + CURL)).isEqualTo(111);
    assertThat(page.value("postern_received_bytes_total" + CURL)).isEqualTo(3007);
  }

  @Test
  void labelsSayWhoWhereWhichServiceAndWhoBegan() {
    flows.accept(
        new Flow(
            Flows.process("nginx", "/usr/sbin/nginx"),
            Flows.APP,
            Flows.peer("10.96.0.10", 8080),
            Transport.UDP,
            true,
            Flows.totals(1, 0, 0)));

    assertThat(page().samples())
        .contains(
            "postern_connections_total{container=app, destination=cluster, direction=inbound,"
                + " port=http_alt, process=nginx, protocol=udp}");
  }

  @Test
  void failuresAreCountedByReason() {
    flows.accept(failing(Map.of(FailureReason.REFUSED, 2L, FailureReason.TIMED_OUT, 1L)));
    flows.accept(failing(Map.of(FailureReason.REFUSED, 3L)));

    Exposition page = page();
    String labels = CURL.replace("protocol=tcp", "protocol=tcp, reason=");
    assertThat(page.value(failures(labels, "refused"))).isEqualTo(5);
    assertThat(page.value(failures(labels, "timed_out"))).isEqualTo(1);
    assertThat(page.samples()).doesNotContain(failures(labels, "abandoned"));
  }

  @Test
  void durationsAreTheKernelsHistogram() {
    flows.accept(Flows.of("curl", "8.8.8.8", 443, Flows.durations(List.of(1L, 2L), 900_000_000L)));
    flows.accept(
        Flows.of("curl", "8.8.8.8", 443, Flows.durations(List.of(0L, 1L, 4L), 40_100_000_000L)));

    Exposition page = page();
    assertThat(page.value(bucket("0.001"))).isEqualTo(1);
    assertThat(page.value(bucket("1.0"))).isEqualTo(4);
    assertThat(page.value(bucket("+Inf"))).isEqualTo(8);
    assertThat(page.value("postern_connection_duration_seconds_count" + CURL)).isEqualTo(8);
    assertThat(page.value("postern_connection_duration_seconds_sum" + CURL)).isEqualTo(41);
  }

  @Test
  void whatNeverEndsHasNoHistogram() {
    flows.accept(Flows.of("curl", "8.8.8.8", 443, Flows.totals(1, 1, 1)));

    assertThat(page().samples())
        .noneMatch(sample -> sample.startsWith("postern_connection_duration_seconds"));
  }

  @Test
  void theProcessIsItsFileThenItsNameThenUnknown() {
    assertThat(processLabel(Flows.process("innocent", "/tmp/evil"))).isEqualTo("evil");
    assertThat(processLabel(Flows.process("comm", null))).isEqualTo("comm");
    assertThat(processLabel(Flows.process("comm", "/"))).isEqualTo("comm");
    assertThat(processLabel(null)).isEqualTo("unknown");
    assertThat(processLabel(Flows.process("x", "/tmp/a\"b\\c\n# TYPE fake counter\nfake 1")))
        .isEqualTo("a\"b\\c\\n# TYPE fake counter\\nfake 1");
    assertThat(processLabel(Flows.process("x", "/tmp/other"))).isEqualTo("./other");
  }

  @Test
  void aContainerWithoutNameIsItsId() {
    flows.accept(
        new Flow(
            null,
            new Container("3ad7b26ded6d", "", null, null, null, null),
            Flows.peer("8.8.8.8", 443),
            Transport.TCP,
            false,
            Flows.totals(1, 0, 0)));

    assertThat(page().samples())
        .anyMatch(sample -> sample.startsWith("postern_connections_total{container=3ad7b26ded6d,"));
  }

  @Test
  void aMillionNamesAreAHundred() {
    for (int i = 0; i < 1_000_000; i++) {
      flows.accept(Flows.of("x" + i, "8.8.8.8", 443, Flows.totals(1, 1, 0)));
    }

    Exposition page = page();
    assertThat(page.samples().stream().filter(s -> s.startsWith("postern_connections_total")))
        .hasSize(FlowMetrics.MOST_PROCESS_NAMES + 1);
    assertThat(page.value("postern_connections_total" + CURL.replace("curl", "other")))
        .isEqualTo(1_000_000 - FlowMetrics.MOST_PROCESS_NAMES);
    assertThat(page.value("postern_flows_folded_total{}"))
        .isEqualTo(1_000_000 - FlowMetrics.MOST_PROCESS_NAMES);
  }

  @Test
  void tooManySeriesLoseWhoAndWhichPortButNotWhere() {
    for (int name = 0; name < 100; name++) {
      for (int port = 0; port < 1024; port++) {
        flows.accept(Flows.of("x" + name, "8.8.8.8", port, Flows.totals(1, 0, 0)));
      }
    }
    flows.accept(Flows.of("late", "169.254.169.254", 80, Flows.totals(7, 0, 0)));

    Exposition page = page();
    List<String> series =
        page.samples().stream().filter(s -> s.startsWith("postern_connections_total")).toList();
    assertThat(series).hasSize(FlowMetrics.MOST_LABEL_SETS + 2);
    assertThat(series.stream().mapToDouble(page::value).sum()).isEqualTo(100 * 1024 + 7);
    assertThat(
            page.value(
                "postern_connections_total{container=other, destination=metadata,"
                    + " direction=outbound, port=other, process=other, protocol=tcp}"))
        .isEqualTo(7);
    assertThat(page.value("postern_flows_folded_total{}")).isPositive();
  }

  /** Prometheus takes a counter that fell for a restart, and the client refuses a negative one. */
  @Test
  void whatCannotBeIsRefusedAndCountsNothing() {
    for (FlowTotals wrong :
        List.of(
            Flows.totals(-1, 0, 0),
            Flows.totals(1, -1, 0),
            Flows.totals(1, 0, -1),
            Flows.failures(Map.of(FailureReason.OTHER, -1L)),
            Flows.durations(List.of(1L, -1L), 0),
            Flows.durations(List.of(1L), -1),
            Flows.durations(List.of(1L, 1L, 1L, 1L), 5))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> flows.accept(Flows.of("curl", "8.8.8.8", 443, wrong)));
    }

    assertThat(page().samples()).containsExactly("postern_flows_folded_total{}");
  }

  @Test
  void boundsMustRise() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FlowMetrics(List.of(5L, 5L), List.of()));
  }

  private static Flow failing(Map<FailureReason, Long> failures) {
    return Flows.of("curl", "8.8.8.8", 443, Flows.failures(failures));
  }

  private static String failures(String labels, String reason) {
    return "postern_connection_failures_total" + labels.replace("reason=", "reason=" + reason);
  }

  private static String bucket(String bound) {
    return "postern_connection_duration_seconds_bucket"
        + CURL.replace("port=", "le=" + bound + ", port=");
  }

  private static String processLabel(@Nullable ProcessImage process) {
    FlowMetrics fresh = new FlowMetrics(Flows.BOUNDS, List.of());
    fresh.accept(Flows.of(process, "8.8.8.8", 443, Flows.totals(1, 0, 0)));
    return page(fresh).samples().stream()
        .filter(sample -> sample.startsWith("postern_connections_total"))
        .map(sample -> sample.replaceFirst("(?s).*process=(.*), protocol=.*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private Exposition page() {
    return page(flows);
  }

  private static Exposition page(FlowMetrics metrics) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    return Exposition.of(new MetricsPage(registry));
  }
}
