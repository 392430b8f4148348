package dev.postern.bench;

import dev.postern.lab.Await;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A DNS server of another process, on a UDP port of 127.0.0.1. */
final class NameServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Process process;
  private final int port;

  private NameServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The one that answers everything itself: see resolver.c. */
  static NameServer resolver() {
    try {
      Process process =
          new ProcessBuilder(Programs.command("resolver"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new BenchFailure("the resolver does not start");
      }
      return new NameServer(process, Integer.parseInt(line));
    } catch (IOException e) {
      throw new BenchFailure("the resolver does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Debian's dnsmasq, which passes everything on and remembers nothing.
   *
   * @return null where it is not installed
   */
  static @Nullable NameServer dnsmasq(int resolver) {
    Path program =
        Stream.of("/usr/sbin/dnsmasq", "/usr/bin/dnsmasq")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    if (program == null) {
      return null;
    }
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(arguments(program, port, resolver))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      NameServer server = new NameServer(process, port);
      if (!Await.holds(START_LIMIT, server::answers)) {
        server.close();
        throw new BenchFailure("dnsmasq does not answer on port " + port);
      }
      return server;
    } catch (IOException e) {
      throw new BenchFailure("dnsmasq does not start: " + e.getMessage(), e);
    }
  }

  private static List<String> arguments(Path program, int port, int resolver) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program.toString());
    arguments.addAll(List.of("--keep-in-foreground", "--conf-file=/dev/null", "--pid-file="));
    arguments.addAll(List.of("--user=root", "--no-resolv", "--no-hosts", "--cache-size=0"));
    arguments.addAll(List.of("--listen-address=127.0.0.1", "--bind-interfaces"));
    arguments.add("--port=" + port);
    arguments.add("--server=127.0.0.1#" + resolver);
    return arguments;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      NameQueries.ask(port, 1, 1);
      return true;
    } catch (BenchFailure e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
