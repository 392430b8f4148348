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

/** A DNS server of another process, on a UDP port of a loopback address. */
final class NameServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private static final int DNS_PORT = 53;
  private static final String LOOPBACK = "127.0.0.1";

  private final Process process;
  private final String address;
  private final int port;

  private NameServer(Process process, String address, int port) {
    this.process = process;
    this.address = address;
    this.port = port;
  }

  /** The one that answers everything itself, on port 53 of its address: see resolver.c. */
  static NameServer resolver() {
    long pid = ProcessHandle.current().pid();
    String address = "127.53.%d.%d".formatted((pid >> 8) & 0xff, pid & 0xff);
    try {
      Process process =
          new ProcessBuilder(Programs.command("resolver", address))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new BenchFailure("the resolver does not start");
      }
      return new NameServer(process, address, DNS_PORT);
    } catch (IOException e) {
      throw new BenchFailure("the resolver does not start: " + e.getMessage(), e);
    }
  }

  /**
   * Debian's dnsmasq, which passes everything on and remembers nothing.
   *
   * @return null where it is not installed
   */
  static @Nullable NameServer dnsmasq(NameServer resolver) {
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
      NameServer server = new NameServer(process, LOOPBACK, port);
      if (!Await.holds(START_LIMIT, server::answers)) {
        server.close();
        throw new BenchFailure("dnsmasq does not answer on port " + port);
      }
      return server;
    } catch (IOException e) {
      throw new BenchFailure("dnsmasq does not start: " + e.getMessage(), e);
    }
  }

  private static List<String> arguments(Path program, int port, NameServer resolver) {
    List<String> arguments = new ArrayList<>();
    arguments.add(program.toString());
    arguments.addAll(List.of("--keep-in-foreground", "--conf-file=/dev/null", "--pid-file="));
    arguments.addAll(List.of("--user=root", "--no-resolv", "--no-hosts", "--cache-size=0"));
    arguments.addAll(List.of("--listen-address=" + LOOPBACK, "--bind-interfaces"));
    arguments.add("--port=" + port);
    arguments.add("--server=%s#%d".formatted(resolver.address, resolver.port));
    return arguments;
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      NameQueries.ask(command(1, 1));
      return true;
    } catch (BenchFailure e) {
      return false;
    }
  }

  String address() {
    return address;
  }

  /**
   * The command that asks it for names.
   *
   * @param window how many queries are under way at a time
   */
  List<String> command(int count, int window) {
    return Programs.command("names", address, port, count, window);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
