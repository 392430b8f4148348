package dev.postern.probe;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drains the ring on an event loop: every millisecond while events flow, asleep in epoll when they
 * do not.
 *
 * <p>The ring's file descriptor is watched level-triggered, and only while asleep: watched while
 * draining, it would spin the loop.
 */
final class RingLoop implements EpollIoHandle {

  /** Errors only, which the ring has none of: NONE would make Netty take the ring out of epoll. */
  private static final EpollIoOps UNWATCHED = EpollIoOps.EPOLLERR;

  private static final int BATCH = 256;

  /** What is not freed meanwhile is that part of the ring: a record may have four kilobytes. */
  private static final int BATCHES_A_RING = 8;

  private static final int EMPTY_DRAINS_BEFORE_SLEEP = 20;

  private final Ring ring;
  private final FileDescriptor fd;
  private final IoEventLoop loop;
  private final Ring.Reader reader;
  private final Runnable afterDrain;
  private @Nullable IoRegistration registration;
  private @Nullable ScheduledFuture<?> nextDrain;
  private boolean asleep;
  private boolean closed;
  private int emptyDrains;

  /**
   * @param reader gets every record, on the loop
   * @param afterDrain runs on the loop when the records at hand have been read
   */
  RingLoop(Ring ring, int ringFd, IoEventLoop loop, Ring.Reader reader, Runnable afterDrain) {
    this.ring = ring;
    this.fd = new FileDescriptor(ringFd);
    this.loop = loop;
    this.reader = reader;
    this.afterDrain = afterDrain;
  }

  /** Begins; completes once the loop watches the ring. */
  CompletableFuture<Void> start() {
    CompletableFuture<Void> started = new CompletableFuture<>();
    loop.register(this)
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                started.completeExceptionally(
                    new ProbeException("the event loop cannot watch the ring", done.cause()));
                return;
              }
              registration = (IoRegistration) done.getNow();
              drain();
              started.complete(null);
            });
    return started;
  }

  /**
   * Reads some records. What they led to is let go before their room is: whoever is killed in
   * between has it told twice, rather than never.
   *
   * @param limit the most records to read; fewer are read if they are many or large
   * @return how many were read
   */
  static int takeBatch(Ring ring, Ring.Reader reader, int limit, Runnable afterwards) {
    int records = ring.read(reader, Math.min(limit, BATCH), ring.size() / BATCHES_A_RING);
    if (records > 0) {
      try {
        afterwards.run();
      } finally {
        ring.free();
      }
    }
    return records;
  }

  /** Completes when everything that was in the ring when this was called has been read. */
  CompletableFuture<Void> caughtUp() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> catchUp(done));
    return done;
  }

  private void catchUp(CompletableFuture<Void> done) {
    if (closed || ring.fill() == 0) {
      afterDrain.run();
      done.complete(null);
    } else {
      takeBatch(ring, reader, BATCH, afterDrain);
      loop.execute(() -> catchUp(done));
    }
  }

  private void drain() {
    if (closed) {
      return;
    }
    int records = takeBatch(ring, reader, BATCH, afterDrain);
    if (records == BATCH) {
      loop.execute(this::drain); // let others on this loop have their turn
      return;
    }
    emptyDrains = records == 0 ? emptyDrains + 1 : 0;
    if (emptyDrains >= EMPTY_DRAINS_BEFORE_SLEEP && ring.fallAsleep()) {
      asleep = true;
      watch(EpollIoOps.EPOLLIN);
    } else {
      nextDrain = loop.schedule(this::drain, 1, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void handle(IoRegistration source, IoEvent event) {
    if (asleep) {
      asleep = false;
      emptyDrains = 0;
      watch(UNWATCHED);
      drain();
    }
  }

  private void watch(EpollIoOps operations) {
    if (registration != null) {
      registration.submit(operations);
    }
  }

  @Override
  public FileDescriptor fd() {
    return fd;
  }

  /** Stops; completes on the loop, after which the ring may be unmapped. */
  CompletableFuture<Void> stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    loop.execute(
        () -> {
          close();
          stopped.complete(null);
        });
    return stopped;
  }

  /** Called by the loop, when it ends before the probe does. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (nextDrain != null) {
        nextDrain.cancel(false);
      }
      if (registration != null) {
        registration.cancel();
      }
    }
  }
}
