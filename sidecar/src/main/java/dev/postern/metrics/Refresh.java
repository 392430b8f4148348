package dev.postern.metrics;

import io.vertx.core.Future;

/** Brings metrics up to date before a scrape reads them. */
public interface Refresh {

  /** Leaves them as they are. */
  Refresh NOTHING = Future::succeededFuture;

  /** Begins; completes when the metrics are as new as they can be. */
  Future<Void> begin();
}
