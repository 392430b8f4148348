package dev.postern.probe;

import dev.postern.abi.EventDecoder;
import dev.postern.abi.KernelEvent;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records and hands them over; none of them can stop those behind it. */
final class Handover implements Ring.Reader {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final EventDecoder decoder;
  private final ProbeCounters counters;
  private final Consumer<KernelEvent> each;
  private int others; // of what waited, without descriptions

  Handover(EventDecoder decoder, ProbeCounters counters, Consumer<KernelEvent> each) {
    this.decoder = decoder;
    this.counters = counters;
    this.each = each;
  }

  @Override
  public void read(ByteBuffer bytes, int at, int length) {
    take(decoder.decode(bytes, at, length));
  }

  /**
   * Hands over what waits in a ring that another process has left. Who it is about was described to
   * that one; whoever still lives has been described once more behind it, and that comes first.
   *
   * @param afterBatch runs when some of it has been handed over, before that leaves the ring
   * @return how many events that were, without the descriptions
   */
  int takeWaiting(Ring ring, Runnable afterBatch) {
    int waiting = ring.read(this::readDescription, Integer.MAX_VALUE, ring.size());
    ring.rewind();
    while (waiting > 0) {
      waiting -= RingLoop.takeBatch(ring, this::readOther, waiting, afterBatch);
    }
    return others;
  }

  private void readDescription(ByteBuffer bytes, int at, int length) {
    KernelEvent event = decoder.decode(bytes, at, length);
    if (event != null && isDescription(event)) {
      take(event);
    }
  }

  private void readOther(ByteBuffer bytes, int at, int length) {
    KernelEvent event = decoder.decode(bytes, at, length);
    if (event == null || !isDescription(event)) {
      others++;
      take(event);
    }
  }

  private static boolean isDescription(KernelEvent event) {
    return event instanceof KernelEvent.Described described && !described.exec();
  }

  /** One bad record, or one that trips a fault of ours, must not blind the sensor. */
  private void take(@Nullable KernelEvent event) {
    if (event == null) {
      counters.countUnreadable();
      return;
    }
    try {
      each.accept(event);
    } catch (RuntimeException e) {
      if (counters.countFault() == 1) {
        LOG.error("an event could not be handled, further ones are counted: {}", event, e);
      }
    }
  }
}
