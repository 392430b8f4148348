package dev.postern.sidecar;

import dev.postern.event.Transport;
import dev.postern.kernel.Program;
import dev.postern.metrics.PortClass;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A program that talks in every way that is counted, keeps count itself, and stays. */
final class TalkingProgram implements AutoCloseable {

  /** An argument of its command line, which nobody else has. */
  static final String MARK = "a-secret-on-the-command-line";

  /**
   * Says the port it is refused at and the one it listens on; when its guests have been, its
   * counts. Then it waits for a line.
   */
  private static final String SCRIPT =
      """
      import errno, json, socket, sys
      host, tcp, udp, times = sys.argv[1], *map(int, sys.argv[2:5])
      family = socket.AF_INET6 if ':' in host else socket.AF_INET
      n = dict.fromkeys(('tcp', 'tcp_sent', 'tcp_received', 'udp', 'udp_sent', 'udp_received',
                         'refused', 'inbound', 'inbound_sent', 'inbound_received'), 0)
      holder = socket.socket(family); holder.bind((host, 0)) # bound, and nobody listens
      listener = socket.create_server((host, 0), family=family, backlog=1000)
      print(holder.getsockname()[1]); print(listener.getsockname()[1], flush=True)
      def receive(s, size):
          got = 0
          while got < size:
              part = len(s.recv(65536))
              assert part
              got += part
          return got
      for i in range(times):
          with socket.create_connection((host, tcp)) as s:
              s.sendall(bytes(1 + 37 * i)); n['tcp'] += 1; n['tcp_sent'] += 1 + 37 * i
              n['tcp_received'] += receive(s, 2 * (1 + 37 * i))
          with socket.socket(family, socket.SOCK_DGRAM) as s:
              s.settimeout(30)
              if i % 2: s.connect((host, udp)); size = s.send(bytes(1 + i))
              else: size = s.sendto(bytes(1 + i), (host, udp))
              n['udp'] += 1; n['udp_sent'] += size; n['udp_received'] += len(s.recv(65536))
          with socket.socket(family) as s:
              assert s.connect_ex(holder.getsockname()) == errno.ECONNREFUSED
              n['refused'] += 1
      for i in range(times):
          s, _ = listener.accept()
          with s:
              n['inbound'] += 1; n['inbound_received'] += receive(s, 5)
              s.sendall(bytes(3 + i)); n['inbound_sent'] += 3 + i
      print(json.dumps(n), flush=True)
      sys.stdin.readline()
      """;

  private final Program program;
  private final int tcpPort;
  private final int udpPort;
  private final int refusedPort;
  private final int ownPort;
  private final JsonObject counts;

  private TalkingProgram(Program program, EchoPeer peer, int times) throws IOException {
    this.program = program;
    tcpPort = peer.tcpPort();
    udpPort = peer.udpPort();
    refusedPort = program.number();
    ownPort = program.number();
    for (int i = 0; i < times; i++) {
      visit(ownPort);
    }
    counts = new JsonObject(program.line());
  }

  /** Starts one and waits until it has said everything to {@code peer} and to guests of its own. */
  static TalkingProgram run(WatchedScope scope, EchoPeer peer, int times) throws IOException {
    Program program =
        scope.python(SCRIPT, "127.0.0.1", peer.tcpPort(), peer.udpPort(), times, MARK);
    try {
      return new TalkingProgram(program, peer, times);
    } catch (IOException | RuntimeException | AssertionError e) {
      program.close();
      throw e;
    }
  }

  /** From outside the scope. */
  private static void visit(int port) throws IOException {
    try (Socket guest = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream answer = guest.getInputStream()) {
      guest.getOutputStream().write(new byte[5]);
      answer.readAllBytes();
    }
  }

  int pid() {
    return program.pid();
  }

  /** What it counted, by the names it uses. */
  long count(String what) {
    return counts.getLong(what);
  }

  /** Its name as a label: that of the file. */
  static String name() throws IOException {
    return Path.of("/usr/bin/python3").toRealPath().getFileName().toString();
  }

  /** The labels of a flow on loopback, as the page writes them. */
  static String labels(String container, String direction, Transport protocol, int port)
      throws IOException {
    return "container=\"%s\",destination=\"loopback\",direction=\"%s\",port=\"%s\",process=\"%s\",protocol=\"%s\""
        .formatted(
            container, direction, PortClass.of(protocol, port).text(), name(), protocol.text());
  }

  /** What the counters have to be, by metric and labels, if nobody else talks in the scope. */
  Map<String, Map<String, Long>> expected(String container) throws IOException {
    String tcp = labels(container, "outbound", Transport.TCP, tcpPort);
    String refused = labels(container, "outbound", Transport.TCP, refusedPort);
    String udp = labels(container, "outbound", Transport.UDP, udpPort);
    String inbound = labels(container, "inbound", Transport.TCP, ownPort);
    return Map.of(
        "postern_connections_total",
        sums(tcp, "tcp", refused, "refused", udp, "udp", inbound, "inbound"),
        "postern_sent_bytes_total",
        sums(tcp, "tcp_sent", refused, "", udp, "udp_sent", inbound, "inbound_sent"),
        "postern_received_bytes_total",
        sums(tcp, "tcp_received", refused, "", udp, "udp_received", inbound, "inbound_received"),
        "postern_connection_failures_total",
        sums(refused + ",reason=\"refused\"", "refused"),
        "postern_connection_duration_seconds_count",
        sums(tcp, "tcp", inbound, "inbound"));
  }

  /** Ports of one class share a series. */
  private Map<String, Long> sums(String... labelsAndCounts) {
    Map<String, Long> sums = new TreeMap<>();
    for (int i = 0; i < labelsAndCounts.length; i += 2) {
      String what = labelsAndCounts[i + 1];
      sums.merge(labelsAndCounts[i], what.isEmpty() ? 0 : count(what), Long::sum);
    }
    return sums;
  }

  /** Lets it end. */
  void end() {
    program.go();
    program.end();
  }

  @Override
  public void close() {
    program.close();
  }
}
