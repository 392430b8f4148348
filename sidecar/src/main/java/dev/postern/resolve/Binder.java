package dev.postern.resolve;

import dev.postern.dns.Answer;
import io.vertx.core.Future;

/** Makes the addresses of an answer reachable before anybody is told of them. */
public interface Binder {

  /**
   * Binds the addresses to the name that was asked for. Called on the event loop, and only with an
   * answer that has addresses; the client gets the answer when the future completes.
   *
   * @return whether the client may have it; a failure, or none within {@link
   *     ForwarderLimits#bindTimeout}, is answered with SERVFAIL
   */
  Future<Admission> bind(Answer answer);
}
