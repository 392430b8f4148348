package dev.postern.run;

import dev.postern.probe.Probe;
import dev.postern.probe.ProbeCounters;
import dev.postern.sensor.FlowRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is printed when the command has ended: who talked to whom, and what was missed. */
final class RunReport {

  private static final List<String> HEADINGS =
      List.of("PROCESS", "", "PEER", "PORT", "PROTO", "COUNT", "SENT", "RECEIVED");
  private static final int FIRST_NUMBER = 5;

  private RunReport() {}

  static void print(List<FlowRow> flows, Probe probe, PrintWriter out) {
    if (flows.isEmpty()) {
      out.println("postern: no connections");
    } else {
      table(flows).forEach(out::println);
    }
    losses(probe).forEach(out::println);
    out.flush();
  }

  static List<String> table(List<FlowRow> flows) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    for (FlowRow flow : flows) {
      rows.add(
          List.of(
              flow.process(),
              flow.inbound() ? "<-" : "->",
              flow.peer().address().toString(),
              Integer.toString(flow.peer().port()),
              flow.transport().text(),
              Long.toString(flow.connections()),
              Long.toString(flow.bytesSent()),
              Long.toString(flow.bytesReceived())));
    }
    int[] widths = new int[HEADINGS.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      line.append(i >= FIRST_NUMBER ? padding + row.get(i) : row.get(i) + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static List<String> losses(Probe probe) {
    ProbeCounters counters = probe.counters();
    List<String> lines = new ArrayList<>();
    probe
        .missing()
        .forEach(
            (hook, reason) ->
                lines.add(
                    "postern: without %s (%s): %s"
                        .formatted(hook.attachPoint(), reason, hook.without())));
    nonZero(counters.lost())
        .forEach(
            lost ->
                lines.add(
                    "postern: %d %s events found no room in the ring, their alerts are missing:"
                            .formatted(lost.getValue(), lost.getKey())
                        + " raise --ring-size"));
    nonZero(counters.failed())
        .forEach(
            failed ->
                lines.add(
                    "postern: %d times %s failed in the probe: see docs/probe.md"
                        .formatted(failed.getValue(), failed.getKey())));
    if (counters.unreadable() > 0) {
      lines.add("postern: " + counters.unreadable() + " records could not be read");
    }
    if (counters.faults() > 0) {
      lines.add("postern: " + counters.faults() + " events could not be handled: see the log");
    }
    return lines;
  }

  private static List<Map.Entry<String, Long>> nonZero(Map<String, Long> counts) {
    return counts.entrySet().stream().filter(entry -> entry.getValue() > 0).toList();
  }
}
