package dev.postern.resolve;

import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A resolver on loopback that answers as a test says, over UDP and TCP of one port. */
final class ScriptedResolver implements AutoCloseable {

  /** What it sends back for a query: nothing, one message, or several. */
  interface Script {
    List<byte[]> answers(byte[] query);
  }

  /** A query as it came. */
  static final class Asked {
    private final byte[] query;
    private final boolean overTcp;
    private final SocketAddress from;

    Asked(byte[] query, boolean overTcp, SocketAddress from) {
      this.query = query;
      this.overTcp = overTcp;
      this.from = from;
    }

    byte[] query() {
      return query;
    }

    boolean overTcp() {
      return overTcp;
    }

    SocketAddress from() {
      return from;
    }
  }

  private static final int PATIENCE_SECONDS = 30;

  private final DatagramSocket datagrams;
  private final ServerSocket streams;
  private final List<Asked> asked = new ArrayList<>();
  private volatile Script script;

  ScriptedResolver(Script script) throws IOException {
    this.script = script;
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    DatagramSocket udp = null;
    ServerSocket tcp = null;
    while (tcp == null) {
      udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
      try {
        tcp = new ServerSocket(udp.getLocalPort(), 50, loopback);
      } catch (BindException e) { // somebody has that port for TCP: the next
        udp.close();
      }
    }
    this.datagrams = Objects.requireNonNull(udp);
    this.streams = tcp;
    Thread.ofVirtual().start(this::serveDatagrams);
    Thread.ofVirtual().start(this::acceptStreams);
  }

  /** Answers but for names that begin so, which it leaves waiting. */
  static Script silentFor(String beginning) {
    return query ->
        Messages.read(query).question().name().text().startsWith(beginning)
            ? List.of()
            : List.of(Messages.addresses(query, "192.0.2.1"));
  }

  void script(Script next) {
    script = next;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Those that came, once there are so many. */
  synchronized List<Asked> asked(int atLeast) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (asked.size() < atLeast) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("only " + asked.size() + " queries came: " + asked);
      }
      wait(left);
    }
    return List.copyOf(asked);
  }

  private synchronized void came(Asked query) {
    asked.add(query);
    notifyAll();
  }

  Endpoint endpoint() {
    return new Endpoint(
        Objects.requireNonNull(IpAddress.parse("127.0.0.1")), datagrams.getLocalPort());
  }

  private void serveDatagrams() {
    byte[] buffer = new byte[65536];
    while (!datagrams.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        datagrams.receive(packet);
        byte[] query = Arrays.copyOf(buffer, packet.getLength());
        SocketAddress from = packet.getSocketAddress();
        came(new Asked(query, false, from));
        for (byte[] answer : script.answers(query)) {
          datagrams.send(new DatagramPacket(answer, answer.length, from));
        }
      } catch (IOException e) {
        // Closed, or the client is gone: the loop's condition tells.
      }
    }
  }

  private void acceptStreams() {
    while (!streams.isClosed()) {
      try {
        Socket socket = streams.accept();
        Thread.ofVirtual().start(() -> serveStream(socket));
      } catch (IOException e) {
        // As above.
      }
    }
  }

  private void serveStream(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] query = in.readNBytes(in.readUnsignedShort());
        came(new Asked(query, true, socket.getRemoteSocketAddress()));
        for (byte[] answer : script.answers(query)) {
          out.writeShort(answer.length);
          out.write(answer);
        }
      }
    } catch (IOException e) {
      // The client has closed.
    }
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    streams.close();
  }
}
