package dev.postern.run;

import dev.postern.rules.SafeText;
import dev.postern.sensor.FlowRow;
import dev.postern.sensor.FlowTable;
import dev.postern.sidecar.Losses;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What is printed when the command has ended: who talked to whom, and what was missed. */
final class RunReport {

  private static final List<String> HEADINGS =
      List.of("PROCESS", "", "PEER", "PORT", "PROTO", "COUNT", "SENT", "RECEIVED", "NAME");
  private static final int FIRST_NUMBER = 5;
  private static final int NAME = 8;

  private RunReport() {}

  static void print(FlowTable flows, Losses losses, PrintWriter out) {
    List<FlowRow> rows = flows.rows();
    if (rows.isEmpty()) {
      out.println("postern: no connections");
    } else {
      table(rows).forEach(out::println);
    }
    if (flows.unlisted() > 0) {
      out.println("postern: %d more connections, to further peers".formatted(flows.unlisted()));
    }
    losses.lines().forEach(out::println);
    out.flush();
  }

  static List<String> table(List<FlowRow> flows) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    for (FlowRow flow : flows) {
      rows.add(
          List.of(
              SafeText.oneLine(flow.process()),
              flow.inbound() ? "<-" : "->",
              flow.peer().address().toString(),
              Integer.toString(flow.peer().port()),
              flow.transport().text(),
              Long.toString(flow.connections()),
              Long.toString(flow.bytesSent()),
              Long.toString(flow.bytesReceived()),
              flow.name() == null ? "" : SafeText.oneLine(flow.name())));
    }
    if (flows.stream().allMatch(flow -> flow.name() == null)) {
      rows.replaceAll(row -> row.subList(0, NAME));
    }
    int[] widths = new int[rows.getFirst().size()];
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
      line.append(i >= FIRST_NUMBER && i < NAME ? padding + row.get(i) : row.get(i) + padding)
          .append("  ");
    }
    return line.toString().stripTrailing();
  }
}
