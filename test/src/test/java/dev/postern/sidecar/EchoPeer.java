package dev.postern.sidecar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP and a UDP server outside the scope: they say everything twice, and count. */
final class EchoPeer implements AutoCloseable {

  private final ServerSocket listener;
  private final DatagramSocket datagrams;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong overTcp = new AtomicLong();
  private final AtomicLong overUdp = new AtomicLong();

  private EchoPeer(ServerSocket listener, DatagramSocket datagrams) {
    this.listener = listener;
    this.datagrams = datagrams;
  }

  static EchoPeer on(String address) throws IOException {
    InetAddress at = InetAddress.getByName(address);
    EchoPeer peer = new EchoPeer(new ServerSocket(0, 1000, at), new DatagramSocket(0, at));
    Thread.startVirtualThread(peer::accept);
    Thread.startVirtualThread(peer::answer);
    return peer;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        // closed: the loop's condition tells
      }
    }
  }

  private void serve(Socket client) {
    byte[] buffer = new byte[1 << 16];
    try (client) {
      int count = client.getInputStream().read(buffer);
      while (count >= 0) {
        overTcp.addAndGet(count);
        client.getOutputStream().write(buffer, 0, count);
        client.getOutputStream().write(buffer, 0, count);
        count = client.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // the client gave up: its own count tells
    }
  }

  private void answer() {
    byte[] buffer = new byte[1 << 16];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        overUdp.addAndGet(packet.getLength());
        packet.setLength(2 * packet.getLength());
        datagrams.send(packet);
      } catch (IOException e) {
        // closed, or a client that has gone: the loop's condition tells
      }
    }
  }

  int tcpPort() {
    return listener.getLocalPort();
  }

  int udpPort() {
    return datagrams.getLocalPort();
  }

  /** TCP connections that came. */
  long connections() {
    return connections.get();
  }

  /** Bytes that came over TCP. */
  long overTcp() {
    return overTcp.get();
  }

  /** Bytes that came over UDP. */
  long overUdp() {
    return overUdp.get();
  }

  @Override
  public void close() {
    datagrams.close();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
