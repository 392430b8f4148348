package dev.postern.resolve;

import dev.postern.event.Endpoint;
import io.vertx.core.Future;
import java.time.Duration;

/** Asks one resolver once, by one protocol. For the event loop. */
interface Upstream {

  /**
   * Sends the query and waits for what passes for its answer.
   *
   * @return the answer, or an {@link UpstreamFailure} when there is none in time
   */
  Future<UpstreamAnswer> ask(Endpoint server, UpstreamQuery query, Duration timeout);
}
