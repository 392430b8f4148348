package dev.postern.resolve;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.internal.ContextInternal;

/** Queries in datagrams. */
final class UdpListener {

  private final DatagramSocket socket;
  private final QueryHandler queries;

  private UdpListener(DatagramSocket socket, QueryHandler queries) {
    this.socket = socket;
    this.queries = queries;
  }

  /**
   * Listens. A query that Vert.x cuts off, at 2,048 bytes, is none.
   *
   * @param host a local address
   */
  static Future<UdpListener> listen(
      ContextInternal context, String host, int port, QueryHandler queries) {
    DatagramSocketOptions options =
        new DatagramSocketOptions().setIpV6(host.indexOf(':') >= 0).setReuseAddress(false);
    DatagramSocket socket = context.owner().createDatagramSocket(options);
    UdpListener listener = new UdpListener(socket, queries);
    socket.handler(listener::received);
    return socket.listen(port, host).map(listener).onFailure(_ -> socket.close());
  }

  private void received(DatagramPacket packet) {
    queries
        .handle(packet.data().getBytes())
        .onSuccess(
            response -> {
              if (response != null) {
                socket.send(
                    Buffer.buffer(response), packet.sender().port(), packet.sender().hostAddress());
              }
            });
  }

  Future<Void> close() {
    return socket.close();
  }
}
