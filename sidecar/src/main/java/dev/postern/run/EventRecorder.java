package dev.postern.run;

import dev.postern.cli.CommandFailure;
import dev.postern.cli.Hostname;
import dev.postern.event.Event;
import dev.postern.event.Flow;
import dev.postern.rules.record.EventRecord;
import dev.postern.sensor.SensorListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the events that rules are tried on. The event loop only queues them; a thread writes. A
 * file that cannot keep up, or fails, costs records, which are counted, and never the sensor.
 */
final class EventRecorder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int QUEUED = 16_384;
  private static final int LINES_AT_ONCE = 256;
  private static final long LAST_WRITES_SECONDS = 10;

  private final @Nullable RecordFile file;
  private final EventRecord record;
  private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUED);
  private final AtomicLong lost = new AtomicLong();
  private final @Nullable Thread writer;
  private volatile boolean ending;

  EventRecorder(@Nullable RecordFile file, String hostname) {
    this.file = file;
    this.record = new EventRecord(hostname);
    this.writer =
        file == null ? null : Thread.ofPlatform().daemon().name("record").start(() -> write(file));
  }

  /**
   * Opens a file; without one, nothing is recorded.
   *
   * @throws CommandFailure when it cannot be written
   */
  static EventRecorder of(@Nullable Path path) throws CommandFailure, IOException {
    if (path == null) {
      return new EventRecorder(null, "");
    }
    String hostname = Hostname.read();
    try {
      return new EventRecorder(RecordFile.open(path), hostname);
    } catch (IOException e) {
      throw CommandFailure.refused(
          "--record",
          "%s cannot be written (%s): name a file, new or to be replaced, in a folder that exists"
              .formatted(path, e.getClass().getSimpleName()));
    }
  }

  /** What a sensor tells: events to this recorder, flows on. */
  SensorListener and(Consumer<Flow> flows) {
    if (file == null) {
      return flows::accept;
    }
    return new SensorListener() {
      @Override
      public void tried(Event event) {
        if (!queue.offer(event)) {
          lost.incrementAndGet();
        }
      }

      @Override
      public void flow(Flow flow) {
        flows.accept(flow);
      }
    };
  }

  private void write(RecordFile to) {
    List<Event> events = new ArrayList<>(LINES_AT_ONCE);
    try {
      while (!ending || !queue.isEmpty()) {
        Event first = queue.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          events.add(first);
          queue.drainTo(events, LINES_AT_ONCE - 1);
          append(to, events);
          events.clear();
        }
      }
    } catch (InterruptedException e) {
      lost.addAndGet(queue.size() + (long) events.size());
    }
  }

  private void append(RecordFile to, List<Event> events) {
    try {
      StringBuilder lines = new StringBuilder();
      for (Event event : events) {
        lines.append(record.line(event)).append('\n');
      }
      to.append(lines.toString());
    } catch (IOException | RuntimeException e) { // either must not end the thread
      if (lost.getAndAdd(events.size()) == 0) {
        LOG.error(
            "events cannot be recorded in {}: {}; further failures are only counted",
            to.path(),
            e.toString());
      }
    }
  }

  /** Writes what is queued, for a limited time, and says what was not recorded. */
  List<String> finish() throws InterruptedException {
    ending = true;
    if (file == null || writer == null) {
      return List.of();
    }
    writer.join(TimeUnit.SECONDS.toMillis(LAST_WRITES_SECONDS));
    long missing = lost.get() + queue.size();
    return missing == 0
        ? List.of()
        : List.of(
            "postern: events that were not recorded in %s: %d".formatted(file.path(), missing));
  }

  @Override
  public void close() throws IOException {
    try {
      finish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (file != null) {
      file.close();
    }
  }
}
