package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Transport;
import dev.postern.kernel.Program;
import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import dev.postern.run.MetricsEndpoint;
import dev.postern.sidecar.EveryEventRules.Told;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sidecar with a pid namespace of its own names processes that are in none of its {@code /proc}.
 */
@LabTest
class SidecarPodProcessesIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PYTHON = "/usr/bin/python3";

  private static final String COMMON =
      """
      import os, socket, sys
      host, tcp, udp = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
      family = socket.AF_INET6 if ':' in host else socket.AF_INET
      def receive(s, size):
          got = s.recv(size, socket.MSG_WAITALL)
          assert len(got) == size, got
      def exchange(s, size):
          s.sendall(bytes(size)); receive(s, 2 * size)
      def datagrams():
          s = socket.socket(family, socket.SOCK_DGRAM); s.settimeout(30); return s
      """;

  /** Talks, itself and by a child, and has another become something else; says the pids. */
  private static final String ACT =
      COMMON
          + """
          def talk():
              with socket.create_connection((host, tcp)) as s: exchange(s, 3)
          talk()
          with datagrams() as s: s.connect((host, udp)); s.send(b'abc'); s.recv(9)
          with datagrams() as s: s.sendto(b'abc', (host, udp)); s.recv(9)
          child = os.fork()
          if child == 0: talk(); os._exit(0)
          assert os.waitpid(child, 0)[1] == 0
          other = os.fork()
          if other == 0: os.execv('/bin/true', ['true'])
          assert os.waitpid(other, 0)[1] == 0
          print(os.getpid()); print(child); print(other)
          """;

  /**
   * Holds a listener, a TCP connection and a connected UDP socket, each used; at every line of
   * input uses them again, takes a guest, and closes the connection.
   */
  private static final String HOLD =
      COMMON
          + """
          listener = socket.create_server((host, 0), family=family)
          out = socket.create_connection((host, tcp)); exchange(out, 6)
          connected = datagrams(); connected.connect((host, udp)); connected.send(b'abc'); connected.recv(9)
          print(listener.getsockname()[1]); print(out.getsockname()[1], flush=True)
          sys.stdin.readline()
          exchange(out, 1000)
          for _ in range(7): connected.send(bytes(10)); assert len(connected.recv(99)) == 20
          print('used', flush=True)
          sys.stdin.readline()
          guest, _ = listener.accept(); receive(guest, 5); guest.sendall(bytes(11)); guest.close()
          print('taken', flush=True)
          sys.stdin.readline()
          out.close()
          print('closed', flush=True)
          sys.stdin.readline()
          """;

  @TempDir Path folder;
  @AutoClose PodOnNode node;
  private WatchedScope app;

  @BeforeEach
  void make() throws IOException {
    node = PodOnNode.create();
    app = node.addApp();
    EveryEventRules.writeTo(folder);
  }

  private PodSidecar watch() throws IOException {
    PodSidecar sidecar =
        PodSidecar.start(folder, node.sidecar(), node.uid(), "--metrics", "127.0.0.1:0");
    sidecar.awaitWatching();
    return sidecar;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void whateverTheyDoIsTheirs(String address) throws IOException {
    try (EchoPeer peer = EchoPeer.on(address);
        PodSidecar sidecar = watch();
        Program program = app.python(ACT, address, peer.tcpPort(), peer.udpPort())) {
      int pid = program.number();
      int child = program.number();
      int other = program.number();
      program.end();
      assertThat(pid).isEqualTo(program.pid());
      assertThat(peer.connections()).isEqualTo(2);
      assertThat(peer.overUdp()).isEqualTo(6);

      String python = Path.of(PYTHON).toRealPath().toString();
      int tcp = peer.tcpPort();
      List<Told> expected =
          List.of(
              new Told("execve", pid, python, 0),
              new Told("connect", pid, python, tcp),
              new Told("connection_established", pid, python, tcp),
              new Told("connection_closed", pid, python, tcp),
              new Told("connect", pid, python, peer.udpPort()),
              new Told("sendto", pid, python, peer.udpPort()),
              new Told("connect", child, python, tcp),
              new Told("connection_established", child, python, tcp),
              new Told("connection_closed", child, python, tcp),
              new Told("execve", other, Path.of("/bin/true").toRealPath().toString(), 0));
      Await.holds(LIMIT, () -> sidecar.alerts().size() >= expected.size());
      assertThat(sidecar.end()).isZero(); // what is still in the ring is told
      assertThat(EveryEventRules.told(sidecar.alerts()))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(sidecar.alerts())
          .allSatisfy(
              alert ->
                  assertThat(ConnectRule.fields(alert).getMap())
                      .containsEntry("container.id", PodOnNode.APP_ID));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void whatIsOlderIsTheirsToo(String address) throws IOException {
    try (EchoPeer peer = EchoPeer.on(address);
        Program program = app.python(HOLD, address, peer.tcpPort(), peer.udpPort())) {
      int listening = program.number();
      int clientPort = program.number();
      try (PodSidecar sidecar = watch()) {
        MetricsEndpoint metrics = sidecar.metrics();
        program.go();
        assertThat(program.line()).isEqualTo("used");
        assertThat(peer.overTcp()).isEqualTo(1006);
        assertThat(peer.overUdp()).isEqualTo(73);
        String tcp = labels("outbound", Transport.TCP, peer.tcpPort());
        String udp = labels("outbound", Transport.UDP, peer.udpPort());
        awaitShown(
            metrics,
            Map.of(
                "postern_connections_total", Map.of(tcp, 1L, udp, 1L),
                "postern_sent_bytes_total", Map.of(tcp, 1000L, udp, 70L),
                "postern_received_bytes_total", Map.of(tcp, 2000L, udp, 140L)));
        assertThat(sidecar.alerts())
            .as("what is older is no event, and our own scrapes alarm nobody")
            .isEmpty();

        program.go();
        visit(address, listening);
        assertThat(program.line()).isEqualTo("taken");
        String inbound = labels("inbound", Transport.TCP, listening);
        awaitShown(
            metrics,
            Map.of(
                "postern_connections_total", Map.of(tcp, 1L, udp, 1L, inbound, 1L),
                "postern_sent_bytes_total", Map.of(tcp, 1000L, udp, 70L, inbound, 11L),
                "postern_received_bytes_total", Map.of(tcp, 2000L, udp, 140L, inbound, 5L),
                "postern_connection_duration_seconds_count", Map.of(inbound, 1L)));

        program.go();
        assertThat(program.line()).isEqualTo("closed");
        assertStages(sidecar, program.pid(), clientPort);
      }
    }
  }

  /** That an older connection is closed, the kernel tells from Linux 6.12 on. */
  private static void assertStages(PodSidecar sidecar, int pid, int clientPort) throws IOException {
    boolean blind =
        sidecar.metrics().scrape().value("postern_probe_failures_total", "what=\"state_callback\"")
            > 0;
    if (blind) {
      assertThat(System.getProperty("os.version")).as("a kernel that cannot").startsWith("6.1.");
    }
    List<String> expected =
        blind
            ? List.of("accept4", "connection_closed")
            : List.of("accept4", "connection_closed", "connection_closed");
    Await.holds(LIMIT, () -> ofApp(sidecar.alerts()).size() >= expected.size());
    assertThat(sidecar.end()).isZero();
    String python = Path.of(PYTHON).toRealPath().toString();
    assertThat(EveryEventRules.told(ofApp(sidecar.alerts())))
        .allMatch(told -> told.pid() == pid && told.exe().equals(python))
        .map(Told::type)
        .containsExactlyElementsOf(expected);
    if (!blind) {
      JsonObject last = ConnectRule.fields(ofApp(sidecar.alerts()).getLast());
      assertThat(last.getInteger("fd.cport")).isEqualTo(clientPort);
    }
  }

  private static void awaitShown(MetricsEndpoint metrics, Map<String, Map<String, Long>> expected) {
    Await.holds(LIMIT, () -> ofApp(metrics, expected.keySet()).equals(expected));
    assertThat(ofApp(metrics, expected.keySet())).isEqualTo(expected);
  }

  /** Without the sidecar, which is in the pod too: a scrape is an inbound connection of its own. */
  private static Map<String, Map<String, Long>> ofApp(MetricsEndpoint metrics, Set<String> names) {
    Map<String, Map<String, Long>> shown = metrics.scrape().of(names);
    String container = "container=\"" + PodOnNode.APP_ID + "\"";
    shown.values().forEach(series -> series.keySet().removeIf(l -> !l.startsWith(container)));
    return shown;
  }

  private static List<JsonObject> ofApp(List<JsonObject> alerts) {
    return alerts.stream()
        .filter(
            alert -> PodOnNode.APP_ID.equals(ConnectRule.fields(alert).getString("container.id")))
        .toList();
  }

  private static String labels(String direction, Transport protocol, int port) throws IOException {
    return TalkingProgram.labels(PodOnNode.APP_ID, direction, protocol, port);
  }

  /** From outside the pod. */
  private static void visit(String address, int port) throws IOException {
    try (Socket guest = new Socket(InetAddress.getByName(address), port)) {
      guest.getOutputStream().write(new byte[5]);
      assertThat(guest.getInputStream().readAllBytes()).hasSize(11);
    }
  }
}
