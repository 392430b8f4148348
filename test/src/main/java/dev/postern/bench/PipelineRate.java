package dev.postern.bench;

import dev.postern.abi.KernelEvent;
import dev.postern.abi.ProbeObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events a second that one core takes from the ring to the rules, without a kernel. */
final class PipelineRate implements Measurement {

  private static final double NANOS_PER_SECOND = 1e9;

  private final BenchScope scope;

  PipelineRate(BenchScope scope) {
    this.scope = scope;
  }

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void run(int rounds, PrintStream out) {
    List<KernelEvent> captured = RecordCapture.of(scope);
    RecordStream stream =
        new RecordStream(new RecordEncoder(ProbeObject.layout(ProbeObject.bytes())), captured);
    Table table =
        new Table(
            "PIPELINE: ONE THREAD", "C1: ns OF CPU", "C1: k EVENTS/s", "C2: k EVENTS/s", "GOAL");
    try {
      Path execs = Files.createTempFile("postern-bench", ".records");
      execs.toFile().deleteOnExit();
      RecordFile.write(execs, stream.execs());
      add(table, "connect", execs, stream.connects(), rounds);
      add(table, "exec", execs, stream.execs(), rounds);
      add(table, "exec and 16 TCP connections", execs, stream.lives(), rounds);
    } catch (IOException e) {
      throw new BenchFailure("cannot write a temporary file: " + e.getMessage(), e);
    }
    table.print(out);
  }

  private static void add(Table table, String title, Path execs, List<byte[]> records, int rounds)
      throws IOException {
    Path file = Files.createTempFile("postern-bench", ".records");
    file.toFile().deleteOnExit();
    RecordFile.write(file, records);
    Map<Pipeline.Depth, List<Double>> one = nanos(JavaCommand.posternFlags(), execs, file, rounds);
    Map<Pipeline.Depth, List<Double>> two =
        nanos(JavaCommand.withSecondCompiler(), execs, file, rounds);
    for (Pipeline.Depth depth : Pipeline.Depth.values()) {
      Spread first = Spread.of(one.getOrDefault(depth, List.of()));
      table.row(
          title + ": " + depth.title,
          first.text("%.0f"),
          thousands(first),
          thousands(Spread.of(two.getOrDefault(depth, List.of()))),
          depth == Pipeline.Depth.RULES ? "1000" : "");
    }
  }

  private static Map<Pipeline.Depth, List<Double>> nanos(
      List<String> flags, Path execs, Path records, int rounds) {
    String said =
        Programs.output(
            JavaCommand.of(
                flags,
                PipelineWorker.class,
                List.of(execs.toString(), records.toString(), Integer.toString(rounds))));
    Map<Pipeline.Depth, List<Double>> nanos = new EnumMap<>(Pipeline.Depth.class);
    for (String line : said.lines().toList()) {
      String[] words = line.split(" ", -1);
      nanos
          .computeIfAbsent(Pipeline.Depth.valueOf(words[0]), depth -> new ArrayList<>())
          .add(Double.valueOf(words[1]));
    }
    return nanos;
  }

  private static String thousands(Spread nanos) {
    return String.format(Locale.ROOT, "%.0f", NANOS_PER_SECOND / nanos.median() / 1000);
  }
}
