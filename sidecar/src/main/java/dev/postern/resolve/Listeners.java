package dev.postern.resolve;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One port of the loopback addresses: UDP and TCP, IPv4 and, where the kernel has it, IPv6. */
final class Listeners {

  private static final String V4 = "127.0.0.1";
  private static final String V6 = "::1";

  /** A port that the kernel gives for TCP over IPv4 is seldom taken elsewhere. */
  private static final int TRIES = 16;

  private final ContextInternal context;
  private final QueryHandler datagrams;
  private final TcpConnections connections;
  private final NetServerOptions options;
  private final List<NetServer> servers = new ArrayList<>();
  private final List<UdpListener> sockets = new ArrayList<>();

  Listeners(
      ContextInternal context,
      QueryHandler datagrams,
      TcpConnections connections,
      ForwarderLimits limits) {
    this.context = context;
    this.datagrams = datagrams;
    this.connections = connections;
    this.options =
        new NetServerOptions()
            .setTcpNoDelay(true)
            .setIdleTimeout(Math.toIntExact(limits.idle().toMillis()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /**
   * Listens on a port that is free for all of them.
   *
   * @return the port
   */
  Future<Integer> listen() {
    return listen(TRIES, hasV6());
  }

  private Future<Integer> listen(int tries, boolean v6) {
    return tcp(V4, 0)
        .compose(port -> v6 ? tcp(V6, port) : Future.succeededFuture(port))
        .compose(port -> udp(V4, port))
        .compose(port -> v6 ? udp(V6, port) : Future.succeededFuture(port))
        .recover(
            cause ->
                close()
                    .compose(_ -> tries > 1 ? listen(tries - 1, v6) : Future.failedFuture(cause)));
  }

  private Future<Integer> tcp(String host, int port) {
    NetServer server = context.owner().createNetServer(options);
    servers.add(server);
    return server.connectHandler(connections::accept).listen(port, host).map(NetServer::actualPort);
  }

  private Future<Integer> udp(String host, int port) {
    return UdpListener.listen(context, host, port, datagrams)
        .onSuccess(sockets::add)
        .map(_ -> port);
  }

  private static boolean hasV6() {
    try {
      return NetworkInterface.getByInetAddress(InetAddress.ofLiteral(V6)) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    servers.forEach(server -> closing.add(server.close()));
    sockets.forEach(socket -> closing.add(socket.close()));
    servers.clear();
    sockets.clear();
    return Future.join(closing).mapEmpty();
  }
}
