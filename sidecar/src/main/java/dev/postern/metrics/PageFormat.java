package dev.postern.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats in which metrics are shown. */
enum PageFormat {
  /** Prometheus' text format 0.0.4: what everybody reads. */
  TEXT,
  /** OpenMetrics 1.0. */
  OPEN_METRICS;

  ExpositionFormatWriter writer() {
    return switch (this) {
      case TEXT -> PrometheusTextFormatWriter.create();
      case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
    };
  }

  /** The value of {@code Content-Type}. */
  String contentType() {
    return writer().getContentType();
  }

  /**
   * OpenMetrics where it is asked for by name and liked no less than plain text, and plain text
   * otherwise, also where that is not acceptable: an unwanted answer tells more than none.
   *
   * @param accept the request's {@code Accept} (RFC 9110 section 12.5.1), or null
   */
  static PageFormat preferred(@Nullable String accept) {
    double openMetrics = 0;
    double text = 0;
    for (String range : accept == null ? new String[0] : accept.split(",", -1)) {
      String[] parts = range.toLowerCase(Locale.ROOT).split(";", -1);
      switch (parts[0].strip()) {
        case "application/openmetrics-text" ->
            openMetrics = Math.max(openMetrics, isVersion1(parts) ? weight(parts) : 0);
        case "text/plain" -> text = Math.max(text, weight(parts));
        default -> {}
      }
    }
    return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
  }

  private static boolean isVersion1(String[] parts) {
    String version = parameter(parts, "version");
    return version == null || version.equals("1.0.0");
  }

  private static double weight(String[] parts) {
    String q = parameter(parts, "q");
    if (q == null) {
      return 1;
    }
    return q.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(q) : 0;
  }

  private static @Nullable String parameter(String[] parts, String name) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      if (part.startsWith(name + "=")) {
        return part.substring(name.length() + 1).replace("\"", "");
      }
    }
    return null;
  }
}
