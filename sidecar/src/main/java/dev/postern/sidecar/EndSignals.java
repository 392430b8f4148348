package dev.postern.sidecar;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jnr.constants.platform.Signal;
import jnr.posix.util.SunMiscSignal;

/**
 * The signals that ask this process to end. The first asks it to finish what it has begun, the
 * second ends it at once: the kernel detaches what a dead process had attached.
 */
final class EndSignals {

  private static final List<Signal> SIGNALS = List.of(Signal.SIGTERM, Signal.SIGINT);

  /** A shell reports a process that a signal ended by this and the signal's number. */
  private static final int KILLED = 128;

  private final AtomicReference<Signal> first = new AtomicReference<>();
  private final CountDownLatch arrived = new CountDownLatch(1);

  private EndSignals() {}

  /** From now on these signals end this process only as described here. */
  static EndSignals begin() {
    EndSignals signals = new EndSignals();
    for (Signal signal : SIGNALS) {
      // Through the JVM, on a thread of its own: see SignalForwarding.
      SunMiscSignal.signal(signal, number -> signals.arrive(signal));
    }
    return signals;
  }

  /** From now on SIGHUP, which would end this process, does this, on a thread of the JVM's. */
  static void onHangUp(Runnable reaction) {
    SunMiscSignal.signal(Signal.SIGHUP, number -> reaction.run());
  }

  private void arrive(Signal signal) {
    if (!first.compareAndSet(null, signal)) {
      Runtime.getRuntime().halt(KILLED + signal.intValue());
    }
    arrived.countDown();
  }

  /** Waits a while for the first signal. */
  boolean await(long limit, TimeUnit unit) throws InterruptedException {
    return arrived.await(limit, unit);
  }

  /** The first signal's name; call when it has arrived. */
  String name() {
    return String.valueOf(first.get());
  }
}
