package dev.postern.resolve;

import dev.postern.event.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** Asks over TCP, by a connection of its own for each query: few are asked so. */
final class TcpUpstream implements Upstream, AutoCloseable {

  private final ContextInternal context;
  private final ForwarderCounters counters;
  private final NetClient client;

  /**
   * @param patience how long a connection may take to be made
   */
  TcpUpstream(ContextInternal context, Duration patience, ForwarderCounters counters) {
    this.context = context;
    this.counters = counters;
    this.client =
        context
            .owner()
            .createNetClient(
                new NetClientOptions()
                    .setTcpNoDelay(true)
                    .setConnectTimeout(Math.toIntExact(patience.toMillis())));
  }

  @Override
  public Future<UpstreamAnswer> ask(Endpoint server, UpstreamQuery query, Duration timeout) {
    Exchange exchange = new Exchange(context, server, query, timeout, counters);
    client
        .connect(SocketAddress.inetSocketAddress(SocketAddresses.of(server)))
        .onSuccess(socket -> exchange(socket, exchange, server, query))
        .onFailure(cause -> exchange.networkError(server + ": " + cause.getMessage()));
    return exchange.future();
  }

  private static void exchange(
      NetSocket socket, Exchange exchange, Endpoint server, UpstreamQuery query) {
    if (exchange.isOver()) {
      socket.close();
      return;
    }
    socket.closeHandler(_ -> exchange.networkError(server + " closed the connection"));
    new MessageFrames(
        socket,
        MessageFrames.LONGEST,
        exchange::received,
        () -> exchange.networkError(server + " sent no DNS message"));
    exchange.future().onComplete(_ -> socket.close());
    socket.write(MessageFrames.framed(query.bytes()));
  }

  @Override
  public void close() {
    client.close();
  }
}
