package dev.postern.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server outside the scope: greets each connection with one byte and counts it. */
final class TcpPeer implements AutoCloseable {

  private static final int BACKLOG = 4096;

  private final ServerSocket listener;
  private final AtomicInteger connections = new AtomicInteger();

  private TcpPeer(ServerSocket listener) {
    this.listener = listener;
  }

  static TcpPeer on(String address) {
    try {
      TcpPeer peer = new TcpPeer(new ServerSocket(0, BACKLOG, InetAddress.getByName(address)));
      Thread.startVirtualThread(peer::serve);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        connections.incrementAndGet();
        client.getOutputStream().write('!');
      } catch (IOException e) {
        // a client that has gone, or the listener's end: the loop's condition tells
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
