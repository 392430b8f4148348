package dev.postern.bench;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.ProbeObject;
import dev.postern.alert.AlertWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A JVM of its own, started with the flags in question: sends records through the pipeline and
 * prints DEPTH NANOSECONDS_OF_CPU_PER_RECORD for each depth and round.
 */
final class PipelineWorker {

  private static final long ROUND_NANOS = 500_000_000L;
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  private PipelineWorker() {}

  /**
   * Runs the rounds.
   *
   * @param args execs to begin with, the records to repeat, rounds
   */
  public static void main(String[] args) throws IOException {
    RecordFile execs = RecordFile.read(Path.of(args[0]));
    RecordFile records = RecordFile.read(Path.of(args[1]));
    int rounds = Integer.parseInt(args[2]);
    EventDecoder decoder = new EventDecoder(ProbeObject.layout(ProbeObject.bytes()));
    try (AlertWriter writer = Sinks.json()) {
      Pipeline pipeline = new Pipeline(decoder, writer);
      pipeline.run(execs, Pipeline.Depth.ATTRIBUTE);
      for (Pipeline.Depth depth : Pipeline.Depth.values()) {
        nanosEach(pipeline, records, depth, WARM_UP_NANOS);
      }
      for (int i = 0; i < rounds; i++) {
        for (Pipeline.Depth depth : Pipeline.Depth.values()) {
          System.out.println(depth + " " + nanosEach(pipeline, records, depth, ROUND_NANOS));
        }
      }
      if (pipeline.seen() == 0) {
        throw new BenchFailure("nothing was handled");
      }
    }
  }

  /** The whole process' CPU: what the collector and the compiler use is part of the price. */
  private static double nanosEach(
      Pipeline pipeline, RecordFile records, Pipeline.Depth depth, long atLeastNanos) {
    long handled = 0;
    long begin = System.nanoTime();
    long before = Watch.cpu().toNanos();
    while (System.nanoTime() - begin < atLeastNanos) {
      for (int i = 0; i < 16; i++) {
        pipeline.run(records, depth);
        handled += records.count();
      }
    }
    return (double) (Watch.cpu().toNanos() - before) / handled;
  }
}
