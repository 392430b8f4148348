package dev.postern.run;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP server on a free loopback port that answers "ok" and counts, one client at a time. */
final class CountingServer implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nok\n".getBytes(US_ASCII);

  private final ServerSocket listener;
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  CountingServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("counting-server").start(this::serve);
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        connections.incrementAndGet();
        String request = "";
        byte[] bytes = new byte[4096];
        int count = client.getInputStream().read(bytes);
        while (count > 0 && !request.endsWith("\r\n\r\n")) {
          received.addAndGet(count);
          request += new String(bytes, 0, count, US_ASCII);
          if (request.endsWith("\r\n\r\n")) {
            sent.addAndGet(ANSWER.length);
            client.getOutputStream().write(ANSWER);
          } else {
            count = client.getInputStream().read(bytes);
          }
        }
      } catch (IOException e) {
        // The client gave up, or the server is closed.
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  long connections() {
    return connections.get();
  }

  /** Bytes that came. */
  long received() {
    return received.get();
  }

  /** Bytes of its answers. */
  long sent() {
    return sent.get();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  /** How the table at the end of a run has to show what clients of this name did here. */
  String row(String process) {
    return "%s -> 127.0.0.1 %d tcp %d %d %d"
        .formatted(process, port(), connections.get(), received.get(), sent.get());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
