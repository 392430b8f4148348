package dev.postern.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A UDP server outside the scope: sends every datagram back twice as long, and counts. */
final class UdpPeer implements AutoCloseable {

  private final DatagramSocket socket;
  private final AtomicInteger datagrams = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  private UdpPeer(DatagramSocket socket) {
    this.socket = socket;
  }

  static UdpPeer on(String address) {
    try {
      UdpPeer peer = new UdpPeer(new DatagramSocket(0, InetAddress.getByName(address)));
      Thread.startVirtualThread(peer::serve);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    byte[] buffer = new byte[1 << 16];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        datagrams.incrementAndGet();
        received.addAndGet(packet.getLength());
        packet.setLength(2 * packet.getLength());
        sent.addAndGet(packet.getLength());
        socket.send(packet);
      } catch (SocketException e) {
        // the socket's end, or a client that has gone: the loop's condition tells
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  int datagrams() {
    return datagrams.get();
  }

  long received() {
    return received.get();
  }

  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
