package dev.postern.resolve;

import io.vertx.core.net.NetSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The open connections of both families. One too many costs the oldest that waits for no answer its
 * place, or its own if all of them wait.
 */
final class TcpConnections {

  private final QueryHandler queries;
  private final ForwarderLimits limits;
  private final ForwarderCounters counters;
  private final SequencedMap<NetSocket, TcpConnection> open = new LinkedHashMap<>();

  TcpConnections(QueryHandler queries, ForwarderLimits limits, ForwarderCounters counters) {
    this.queries = queries;
    this.limits = limits;
    this.counters = counters;
  }

  void accept(NetSocket socket) {
    if (open.size() >= limits.connections() && !makeRoom()) {
      counters.refusedConnection();
      socket.close();
      return;
    }
    open.put(socket, new TcpConnection(socket, queries, limits.pipelined()));
    socket.closeHandler(_ -> open.remove(socket));
  }

  private boolean makeRoom() {
    for (Map.Entry<NetSocket, TcpConnection> connection : open.entrySet()) {
      if (connection.getValue().isIdle()) {
        counters.refusedConnection();
        open.remove(connection.getKey());
        connection.getValue().close();
        return true;
      }
    }
    return false;
  }
}
