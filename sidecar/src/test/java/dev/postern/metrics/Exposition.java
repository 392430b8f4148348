package dev.postern.metrics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of metrics in Prometheus' text format 0.0.4, read as strictly as its definition allows
 * (prometheus.io/docs/instrumenting/exposition_formats): every line is of a known form, a family is
 * in one place and has HELP and TYPE first, no series is there twice, and a histogram adds up.
 */
final class Exposition {

  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (NaN|[+-]Inf|[0-9.E+-]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(,|$)");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  /** One metric: its type, and the labels its series have, without {@code le}. */
  record Family(String type, Set<String> labels) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Set<String> helped = new LinkedHashSet<>();
  private String family = "";

  private Exposition() {}

  static Exposition of(MetricsPage page) {
    return parse(new String(page.render(PageFormat.TEXT), StandardCharsets.UTF_8));
  }

  static Exposition parse(String page) {
    check(page.endsWith("\n"), "the last line has no end", page);
    Exposition exposition = new Exposition();
    for (String line : page.substring(0, page.length() - 1).split("\n", -1)) {
      if (line.startsWith("#")) {
        exposition.comment(line);
      } else {
        exposition.sample(line);
      }
    }
    exposition.histogramsAddUp();
    return exposition;
  }

  private void comment(String line) {
    Matcher comment = COMMENT.matcher(line);
    check(comment.matches(), "neither HELP nor TYPE", line);
    family = comment.group(2);
    if (comment.group(1).equals("HELP")) {
      check(helped.add(family), "a second HELP", line);
    } else {
      check(helped.contains(family), "no HELP before", line);
      check(comment.group(3).matches("counter|gauge|histogram"), "unknown type", line);
      Family added = new Family(comment.group(3), new TreeSet<>());
      check(families.putIfAbsent(family, added) == null, "a second TYPE", line);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    check(sample.matches(), "no sample", line);
    Family current = families.get(family);
    if (current == null) {
      throw new AssertionError("a sample before its TYPE: " + line);
    }
    String name = sample.group(1);
    boolean histogram = current.type().equals("histogram");
    String suffix = name.startsWith(family) ? name.substring(family.length()) : "?";
    check(suffix.matches(histogram ? "_bucket|_count|_sum" : ""), "of another family", line);
    check(
        current.type().equals("counter") == family.endsWith("_total"),
        "a counter ends in _total and nothing else does",
        line);
    Map<String, String> labels = labels(sample.group(2), line);
    check(suffix.equals("_bucket") == labels.containsKey("le"), "le", line);
    labels.keySet().stream().filter(l -> !l.equals("le")).forEach(current.labels()::add);
    double value =
        sample.group(3).equals("+Inf")
            ? Double.POSITIVE_INFINITY
            : Double.parseDouble(sample.group(3));
    check(samples.put(name + labels, value) == null, "a second sample", line);
  }

  private static Map<String, String> labels(String text, String line) {
    Map<String, String> labels = new TreeMap<>();
    if (text == null || text.isEmpty()) {
      return labels;
    }
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      check(label.find(at) && label.start() == at, "labels", line);
      check(labels.put(label.group(1), unescaped(label.group(2))) == null, "a label twice", line);
      at = label.end();
    }
    return labels;
  }

  private static String unescaped(String value) {
    return ESCAPE
        .matcher(value)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
  }

  private void histogramsAddUp() {
    List<String> counts = new ArrayList<>();
    families.forEach(
        (name, found) -> {
          if (found.type().equals("histogram")) {
            samples.keySet().stream()
                .filter(s -> s.startsWith(name + "_count"))
                .forEach(counts::add);
          }
        });
    for (String count : counts) {
      String labels = count.substring(count.indexOf("_count") + "_count".length());
      String name = count.substring(0, count.indexOf("_count"));
      double last = 0;
      for (Map.Entry<String, Double> sample : samples.entrySet()) {
        String without = sample.getKey().replaceFirst("le=[^,}]*(, )?", "");
        if (without.equals(name + "_bucket" + labels)) {
          check(sample.getValue() >= last, "buckets do not add up", sample.getKey());
          last = sample.getValue();
        }
      }
      check(last == value(count), "the last bucket is not the count", count);
      check(samples.containsKey(name + "_sum" + labels), "no sum", count);
    }
  }

  /** Every metric by name. */
  Map<String, Family> families() {
    return families;
  }

  /**
   * A sample's value.
   *
   * @param series name and labels in alphabetical order, as in {@code up{a=1, b=x}}; with {} where
   *     there are none
   */
  double value(String series) {
    Double value = samples.get(series);
    check(value != null, "there is no " + series, String.join("\n", samples.keySet()));
    return value == null ? 0 : value;
  }

  /** Every sample's name and labels, as {@link #value(String)} takes them. */
  Set<String> samples() {
    return samples.keySet();
  }

  private static void check(boolean holds, String what, String where) {
    if (!holds) {
      throw new AssertionError(what + ": " + where);
    }
  }
}
