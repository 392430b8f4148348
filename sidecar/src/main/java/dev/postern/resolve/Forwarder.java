package dev.postern.resolve;

import dev.postern.event.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DNS server on loopback that asks others: judges each question's name, passes the question on
 * and gives its answer out once that is bound.
 */
public final class Forwarder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);
  private static final int START_SECONDS = 10;
  private static final int CLOSE_SECONDS = 5;

  private final ForwarderCounters counters;
  private final UdpUpstream udp;
  private final TcpUpstream tcp;
  private final Listeners listeners;
  private final ContextInternal context;
  private int port;

  private Forwarder(ContextInternal context, ForwarderSettings settings) {
    this.context = context;
    this.counters = new ForwarderCounters();
    Upstreams upstreams = settings.upstreams();
    ForwarderLimits limits = settings.limits();
    ResolverOrder order = new ResolverOrder(upstreams, System::nanoTime);
    this.udp = new UdpUpstream(context, counters);
    this.tcp = new TcpUpstream(context, upstreams.patience(), counters);
    QueryHandler datagrams =
        new QueryHandler(
            context,
            Transport.UDP,
            limits.datagrams(),
            query -> Resolution.ask(query, udp, upstreams, order, counters),
            settings,
            counters);
    QueryHandler streamed =
        new QueryHandler(
            context,
            Transport.TCP,
            limits.streamed(),
            query -> Resolution.ask(query, tcp, upstreams, order, counters),
            settings,
            counters);
    this.listeners =
        new Listeners(context, datagrams, new TcpConnections(streamed, limits, counters), limits);
  }

  /**
   * Begins to serve on 127.0.0.1 and ::1, UDP and TCP, on one free port. Blocks until it does; not
   * to be called on the event loop.
   *
   * @throws IOException when there is no such port; the message is one line for the user
   */
  public static Forwarder start(Vertx vertx, ForwarderSettings settings) throws IOException {
    ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
    Forwarder forwarder = new Forwarder(context, settings);
    Promise<Integer> listening = Promise.promise();
    context.runOnContext(_ -> forwarder.listeners.listen().onComplete(listening));
    try {
      forwarder.port = outcome(listening, START_SECONDS);
      return forwarder;
    } catch (TimeoutException e) {
      forwarder.close();
      throw new IOException("the DNS forwarder did not start: the event loop is busy", e);
    } catch (ExecutionException e) {
      forwarder.close();
      throw new IOException(
          "the DNS forwarder finds no port on loopback that is free for UDP and TCP: "
              + e.getCause(),
          e);
    }
  }

  /** Waits on any thread but the event loop's; Vert.x' own await() knows no workers. */
  private static <T> T outcome(Promise<T> promise, int seconds)
      throws ExecutionException, TimeoutException {
    CompletableFuture<T> future = promise.future().toCompletionStage().toCompletableFuture();
    try {
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }

  /** Where it serves. */
  public int port() {
    return port;
  }

  public ForwarderCounters counters() {
    return counters;
  }

  /** Stops at once; who still waits is not answered. Not to be called on the event loop. */
  @Override
  public void close() {
    Promise<Void> closed = Promise.promise();
    try {
      context.runOnContext(_ -> stop().onComplete(closed));
      outcome(closed, CLOSE_SECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("the DNS forwarder was closed with its event loop");
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("the DNS forwarder did not close: {}", e.toString());
    }
  }

  private Future<Void> stop() {
    udp.close();
    tcp.close();
    return listeners.close();
  }
}
