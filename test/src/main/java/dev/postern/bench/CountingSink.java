package dev.postern.bench;

import dev.postern.alert.AlertSink;
import dev.postern.rules.Alert;
import java.util.concurrent.atomic.AtomicLong;

/** Passes alerts on and counts them. */
final class CountingSink implements AlertSink {

  private final AlertSink next;
  private final AtomicLong count = new AtomicLong();

  CountingSink(AlertSink next) {
    this.next = next;
  }

  long count() {
    return count.get();
  }

  @Override
  public void accept(Alert alert) {
    next.accept(alert);
    count.incrementAndGet();
  }

  @Override
  public void flush() {
    next.flush();
  }
}
