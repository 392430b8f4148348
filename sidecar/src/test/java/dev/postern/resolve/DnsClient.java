package dev.postern.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.dns.DnsMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A program that asks the forwarder, over UDP and over one TCP connection. */
final class DnsClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final InetSocketAddress server;
  private final DatagramSocket datagrams;
  private final Socket stream = new Socket();

  DnsClient(String host, int port) throws IOException {
    this.server = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    this.datagrams = new DatagramSocket();
    datagrams.setSoTimeout(PATIENCE_MILLIS);
    stream.setSoTimeout(PATIENCE_MILLIS);
  }

  void send(byte[] query) throws IOException {
    datagrams.send(new DatagramPacket(query, query.length, server));
  }

  byte[] receive() throws IOException {
    byte[] buffer = new byte[65536];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    datagrams.receive(packet);
    return Arrays.copyOf(buffer, packet.getLength());
  }

  byte[] askBytes(byte[] query) throws IOException {
    send(query);
    return receive();
  }

  DnsMessage ask(byte[] query) throws IOException {
    return Messages.read(askBytes(query));
  }

  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(message.length + 2)
        .putShort((short) message.length)
        .put(message)
        .array();
  }

  /** Sends bytes as they are, on a connection that is made first. */
  void stream(byte[] bytes) throws IOException {
    if (!stream.isConnected()) {
      stream.connect(server, PATIENCE_MILLIS);
      stream.setTcpNoDelay(true);
    }
    stream.getOutputStream().write(bytes);
  }

  void endStream() throws IOException {
    stream.shutdownOutput();
  }

  DnsMessage streamed() throws IOException {
    return Messages.read(streamedBytes());
  }

  byte[] streamedBytes() throws IOException {
    DataInputStream in = new DataInputStream(stream.getInputStream());
    return in.readNBytes(in.readUnsignedShort());
  }

  /** Waits for the end of the stream, or its reset; what comes before it is passed over. */
  boolean isClosedByServer() throws IOException {
    try {
      while (stream.getInputStream().read() >= 0) {}
    } catch (SocketException e) { // it had sent what nobody was there to read
      assertThat(e).hasMessage("Connection reset");
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    stream.close();
  }
}
