package dev.postern.bench;

import dev.postern.alert.AlertSink;
import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.rules.Alert;
import dev.postern.rules.MatchedRule;

/** Remembers when the alert of a destination port had been written out, not only accepted. */
final class ArrivalSink implements AlertSink {

  private static final int PORTS = 1 << 16;

  private final AlertSink next;

  /** CLOCK_MONOTONIC nanoseconds by port; 0 for a port without an alert. */
  private final long[] arrivals = new long[PORTS];

  private final int[] pending = new int[PORTS];
  private int pendingCount;

  ArrivalSink(AlertSink next) {
    this.next = next;
  }

  @Override
  public void accept(Alert alert) {
    next.accept(alert);
    Connection connection =
        alert instanceof MatchedRule<?> matched && matched.event() instanceof Event event
            ? event.connection()
            : null;
    Endpoint remote = connection == null ? null : connection.remote();
    if (remote != null) {
      pending[pendingCount++] = remote.port();
    }
  }

  @Override
  public void flush() {
    next.flush();
    long now = System.nanoTime(); // CLOCK_MONOTONIC on Linux, as in the C program
    for (int i = 0; i < pendingCount; i++) {
      arrivals[pending[i]] = now;
    }
    pendingCount = 0;
  }

  /** When the alert of a port had been written, or 0. Call when the sensor is at rest. */
  long arrival(int port) {
    return arrivals[port];
  }
}
