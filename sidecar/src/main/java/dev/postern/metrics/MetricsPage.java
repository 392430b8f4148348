package dev.postern.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a scrape is answered. Safe to use from any thread. */
public final class MetricsPage {

  private static final int USUAL_BYTES = 64 * 1024;

  private final PrometheusRegistry registry;

  MetricsPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** Reads every metric and writes it down, in UTF-8. Takes milliseconds when there are many. */
  byte[] render(PageFormat format) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(USUAL_BYTES);
    try {
      format.writer().write(page, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused to be written to", e);
    }
    return page.toByteArray();
  }
}
