package dev.postern.run;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counters as a scrape shows them. That the page is well-formed is tested where it is written.
 *
 * @param text in Prometheus' text format 0.0.4
 */
public record ScrapedPage(String text) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");

  /** The values of a metric by the text of their labels; none when it has no series. */
  public Map<String, Long> series(String metric) {
    Map<String, Long> series = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches() && sample.group(1).equals(metric)) {
        String labels = sample.group(2) == null ? "" : sample.group(2);
        series.put(labels, new BigDecimal(sample.group(3)).longValueExact());
      }
    }
    return series;
  }

  /** The value of a metric without labels, which need not be whole. */
  public double number(String metric) {
    return text.lines()
        .map(SAMPLE::matcher)
        .filter(sample -> sample.matches() && sample.group(1).equals(metric))
        .map(sample -> Double.parseDouble(sample.group(3)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + metric + " in\n" + text));
  }

  /** The series of several metrics, by metric. */
  public Map<String, Map<String, Long>> of(Set<String> metrics) {
    Map<String, Map<String, Long>> all = new TreeMap<>();
    metrics.forEach(metric -> all.put(metric, series(metric)));
    return all;
  }

  /** The value of one series. */
  public long value(String metric, String labels) {
    Long value = series(metric).get(labels);
    if (value == null) {
      throw new AssertionError("no " + metric + "{" + labels + "} in\n" + text);
    }
    return value;
  }
}
