package dev.postern.sensor;

import dev.postern.abi.KernelFlow;
import dev.postern.probe.Probe;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what flows exchanged out of the kernel, and hands it over on the event loop. */
final class FlowHarvest {

  private static final Logger LOG = LoggerFactory.getLogger(FlowHarvest.class);

  /**
   * The kernel's table of flows takes 16,384. Mostly an event is one flow more, so that it is
   * emptied long before it is full.
   */
  private static final int EVENTS_PER_HARVEST = 4096;

  private final ContextInternal context;
  private final Probe probe;
  private final Consumer<KernelFlow> flows;
  private final BooleanSupplier closed;
  private int events;

  /**
   * @param flows called on the event loop
   * @param closed whether the probe is about to be closed: then nothing is taken any more
   */
  FlowHarvest(
      ContextInternal context, Probe probe, Consumer<KernelFlow> flows, BooleanSupplier closed) {
    this.context = context;
    this.probe = probe;
    this.flows = flows;
    this.closed = closed;
  }

  /** Harvests now and then; on the event loop. */
  void afterEvent() {
    if (++events == EVENTS_PER_HARVEST) {
      events = 0;
      handOver(probe::takeFlows)
          .onFailure(cause -> LOG.error("the table of flows cannot be read", cause));
    }
  }

  /** Open TCP connections up to now; completes on the event loop when all is handed over. */
  Future<Void> whole() {
    return handOver(
        () -> {
          probe.countOpenConnections();
          probe.policy().refreshOwnAddresses();
          return probe.takeFlows();
        });
  }

  private Future<Void> handOver(Callable<List<KernelFlow>> taking) {
    // On a worker, one at a time, because it waits for the kernel. What describes the processes is
    // in the ring before they count anything, so the ring is read after the table.
    return context
        .executeBlocking(() -> closed.getAsBoolean() ? List.<KernelFlow>of() : taking.call())
        .compose(
            taken ->
                Future.fromCompletionStage(probe.caughtUp(), context)
                    .onSuccess(_ -> taken.forEach(this::handOver)));
  }

  /** One flow that trips a fault of ours must not keep back the others. */
  private void handOver(KernelFlow flow) {
    try {
      flows.accept(flow);
    } catch (RuntimeException e) {
      LOG.error("a flow could not be counted: {}", flow, e);
    }
  }
}
