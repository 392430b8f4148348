package dev.postern.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {

  @Test
  void numbersComeFromTheirFields(@TempDir Path self) throws IOException {
    Files.writeString(
        self.resolve("stat"),
        "42 (a) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 250 75 0 0 20 0 9 0 12 34 56 78\n");
    Files.writeString(self.resolve("status"), "Name:\ta\nVmRSS:\t    5120 kB\nThreads:\t9\n");
    Files.createDirectory(self.resolve("fd"));
    for (String fd : new String[] {"0", "1", "2"}) {
      Files.createFile(self.resolve("fd").resolve(fd));
    }

    Exposition page =
        page(new ProcessMetrics(self.resolve("stat"), self.resolve("status"), self.resolve("fd")));
    assertThat(page.value("process_cpu_seconds_total{}")).isEqualTo(3.25);
    assertThat(page.value("process_resident_memory_bytes{}")).isEqualTo(5120 * 1024);
    assertThat(page.value("process_threads{}")).isEqualTo(9);
    assertThat(page.value("process_open_fds{}")).isEqualTo(2);
  }

  @Test
  void theyAreThisProcess() {
    Exposition page = page(new ProcessMetrics());

    assertThat(page.value("process_cpu_seconds_total{}")).isPositive();
    assertThat(page.value("process_resident_memory_bytes{}")).isGreaterThan(10_000_000);
    assertThat(page.value("process_threads{}")).isGreaterThan(3);
    assertThat(page.value("process_open_fds{}")).isGreaterThan(2);
    assertThat(page.value("jvm_heap_used_bytes{}"))
        .isPositive()
        .isLessThan(page.value("jvm_heap_max_bytes{}"));
  }

  private static Exposition page(ProcessMetrics metrics) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(metrics);
    return Exposition.of(new MetricsPage(registry));
  }
}
