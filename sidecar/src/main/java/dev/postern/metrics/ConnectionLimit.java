package dev.postern.metrics;

import io.vertx.core.http.HttpConnection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/**
 * Keeps few connections. One too many costs the oldest its place, not the newest: whoever hoards
 * connections inside the pod must not keep Prometheus out. For the event loop.
 */
final class ConnectionLimit {

  private final int most;
  private final SequencedSet<HttpConnection> open = new LinkedHashSet<>();

  ConnectionLimit(int most) {
    this.most = most;
  }

  void opened(HttpConnection connection) {
    if (open.size() >= most) {
      open.removeFirst().close();
    }
    open.add(connection);
    connection.closeHandler(closed -> open.remove(connection));
  }
}
