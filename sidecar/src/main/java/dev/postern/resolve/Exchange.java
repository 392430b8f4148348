package dev.postern.resolve;

import dev.postern.event.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A query on its way to one resolver: ends with the first of an answer, a failure, the time-out.
 */
final class Exchange {

  private final UpstreamQuery query;
  private final ForwarderCounters counters;
  private final Promise<UpstreamAnswer> promise;

  Exchange(
      ContextInternal context,
      Endpoint server,
      UpstreamQuery query,
      Duration timeout,
      ForwarderCounters counters) {
    this.query = query;
    this.counters = counters;
    this.promise = context.promise();
    long timer =
        context
            .owner()
            .setTimer(
                timeout.toMillis(),
                _ -> fail(UpstreamFailure.Kind.TIMEOUT, server + " did not answer in time"));
    promise.future().onComplete(_ -> context.owner().cancelTimer(timer));
  }

  Future<UpstreamAnswer> future() {
    return promise.future();
  }

  boolean isOver() {
    return promise.future().isComplete();
  }

  void received(byte[] bytes) {
    if (isOver()) {
      return;
    }
    try {
      @Nullable UpstreamAnswer answer = query.answer(bytes);
      if (answer != null) {
        promise.complete(answer);
      }
    } catch (UpstreamFailure e) {
      promise.fail(e);
    }
  }

  void networkError(String message) {
    fail(UpstreamFailure.Kind.NETWORK, message);
  }

  /** Counted first: whoever hears of it may look. */
  private void fail(UpstreamFailure.Kind kind, String message) {
    if (isOver()) {
      return;
    }
    if (kind == UpstreamFailure.Kind.TIMEOUT) {
      counters.timeout();
    } else {
      counters.networkError();
    }
    promise.fail(new UpstreamFailure(kind, message));
  }
}
