package dev.postern.bench;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.KernelEvent;
import dev.postern.alert.AlertSink;
import dev.postern.attribution.Attributor;
import dev.postern.attribution.Containers;
import dev.postern.attribution.ProcessTable;
import dev.postern.attribution.Refusals;
import dev.postern.event.Event;
import dev.postern.names.NameCapture;
import dev.postern.rules.Alert;
import dev.postern.rules.RuleSet;
import dev.postern.sensor.EpochClock;

/** The path of a record, cut off after each of its stages. */
final class Pipeline {

  /** How far a record goes. */
  enum Depth {
    DECODE("decode"),
    ATTRIBUTE("+ attribute"),
    CLOCK("+ time of day"),
    RULES("+ shipped rules"),
    ALERT("and an alert"),
    WRITE("and its line");

    final String title;

    Depth(String title) {
      this.title = title;
    }
  }

  private static final int ENDED_PROCESSES_KEPT = 16384;

  private final EventDecoder decoder;
  private final Attributor attributor =
      new Attributor(
          new ProcessTable(ENDED_PROCESSES_KEPT),
          Containers.always(Watch.CONTAINER),
          Refusals.UNEXPLAINED,
          new NameCapture("cluster.local", (_, _) -> {}));
  private final EpochClock clock = new EpochClock();
  private final RuleSet shipped = BenchRules.shipped();
  private final RuleSet alerting = BenchRules.alerting();
  private final AlertSink writer;

  /** Adds up something of everything handled, so that nothing can be left out as unused. */
  private long seen;

  Pipeline(EventDecoder decoder, AlertSink writer) {
    this.decoder = decoder;
    this.writer = writer;
  }

  /** Sends every record down the path. */
  void run(RecordFile records, Depth depth) {
    for (int i = 0; i < records.count(); i++) {
      KernelEvent record = decoder.decode(records.bytes(), records.start(i), records.length(i));
      if (record == null) {
        throw new BenchFailure("a record cannot be decoded");
      }
      handle(record, depth);
    }
    if (depth == Depth.WRITE) {
      writer.flush();
    }
  }

  private void handle(KernelEvent record, Depth depth) {
    if (depth == Depth.DECODE) {
      seen += record.header().timeNanos();
      return;
    }
    attributor.attribute(
        record,
        depth == Depth.ATTRIBUTE ? 0 : clock.epochMinusMonotonic(record.header().timeNanos()),
        event -> handle(event, depth));
  }

  private void handle(Event event, Depth depth) {
    switch (depth) {
      case RULES -> shipped.evaluate(event, this::count);
      case ALERT -> alerting.evaluate(event, this::count);
      case WRITE -> alerting.evaluate(event, writer::accept);
      default -> seen += event.time();
    }
  }

  private void count(Alert alert) {
    seen += alert.time();
  }

  long seen() {
    return seen;
  }
}
