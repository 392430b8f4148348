package dev.postern.sensor;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** A Vert.x of the smallest size that carries a sensor: one event loop on epoll. */
public final class SensorLoop implements AutoCloseable {

  private final Vertx vertx;

  private SensorLoop(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts it. */
  public static SensorLoop start() {
    return new SensorLoop(
        Vertx.vertx(
            new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)));
  }

  public Vertx vertx() {
    return vertx;
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
