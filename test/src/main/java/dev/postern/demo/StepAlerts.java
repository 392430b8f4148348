package dev.postern.demo;

import dev.postern.alert.AlertSink;
import dev.postern.rules.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Passes alerts on as they fire and keeps those of the step at hand, with their age. */
final class StepAlerts implements AlertSink {

  private static final long NANOS = 1_000_000_000L;

  /**
   * An alert that fired.
   *
   * @param alert what it says
   * @param latencyNanos from the kernel's event to the alert being written
   */
  record Fired(Alert alert, long latencyNanos) {

    String rule() {
      return alert.rule().name();
    }
  }

  private final AlertSink shown;
  private final List<Alert> unflushed = new ArrayList<>();
  private final List<Fired> fired = new ArrayList<>();

  StepAlerts(AlertSink shown) {
    this.shown = shown;
  }

  @Override
  public synchronized void accept(Alert alert) {
    shown.accept(alert);
    unflushed.add(alert);
  }

  /** Only what has been written out has reached anybody, so the clock stops here. */
  @Override
  public synchronized void flush() {
    shown.flush();
    Instant now = Instant.now();
    long nanos = now.getEpochSecond() * NANOS + now.getNano();
    unflushed.forEach(alert -> fired.add(new Fired(alert, nanos - alert.time())));
    unflushed.clear();
  }

  /** What has fired since the last call. */
  synchronized List<Fired> take() {
    List<Fired> all = List.copyOf(fired);
    fired.clear();
    return all;
  }
}
