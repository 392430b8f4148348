package dev.postern.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.event.Endpoint;
import dev.postern.event.EventType;
import dev.postern.kernel.SocketLoadBalancer.Service;
import dev.postern.lab.LabTest;
import dev.postern.policy.Mode;
import dev.postern.policy.Protocol;
import dev.postern.policy.image.Allowance;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A socket load balancer around the scope works, with a probe inside and without one. */
@LabTest
final class SocketLoadBalancerIT {

  private static final String VIP = "192.0.2.80";
  private static final String VIP_V6 = "2001:db8::80";
  private static final String BACKEND = "198.51.100.10";
  private static final String BACKEND_V6 = "2001:db8:2::10";
  private static final int PORT = 80;
  private static final int BACKEND_PORT = 8080;

  /** Serves TCP and UDP at one end: says to each who it is. */
  private static final String SERVE =
      """
      import socket, sys, threading
      def tcp(s):
          while True:
              c, peer = s.accept(); c.sendall(c.recv(100) + b' from ' + sys.argv[1].encode()); c.close()
      def udp(s):
          while True:
              said, peer = s.recvfrom(100); s.sendto(said + b' from ' + sys.argv[1].encode(), peer)
      family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
      listener = socket.create_server((sys.argv[1], int(sys.argv[2])), family=family)
      datagrams = socket.socket(family, socket.SOCK_DGRAM)
      datagrams.bind((sys.argv[1], int(sys.argv[2])))
      threading.Thread(target=udp, args=(datagrams,), daemon=True).start()
      print('serving', flush=True)
      tcp(listener)
      """;

  /** Says what was answered, and who the peer is to the socket. */
  private static final String ASK =
      """
      import socket, sys
      how, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
      family = socket.AF_INET6 if ':' in address else socket.AF_INET
      s = socket.socket(family, socket.SOCK_STREAM if how == 'tcp' else socket.SOCK_DGRAM)
      s.settimeout(20)
      if how == 'sendto':
          s.sendto(b'hello', (address, port)); answer, peer = s.recvfrom(100)
      else:
          s.connect((address, port)); s.sendall(b'hello')
          answer, peer = s.recv(100), s.getpeername()
      print(answer.decode(), 'at', peer[0], peer[1])
      """;

  @AutoClose Network network;
  @AutoClose Scope outer;
  @AutoClose Scope inner;
  @AutoClose Program server;
  @AutoClose Program serverV6;

  @BeforeEach
  void serve() {
    network =
        Network.create(
            """
            ip address add 198.51.100.10/32 dev lo
            ip -6 address add 2001:db8:2::10/128 dev lo nodad
            """);
    outer = Scope.create();
    inner = outer.child();
    server = serve(BACKEND);
    serverV6 = serve(BACKEND_V6);
  }

  private Program serve(String address) {
    Program started = Program.start(network.entering(Program.python(SERVE, address, BACKEND_PORT)));
    assertThat(started.line()).isEqualTo("serving");
    return started;
  }

  private SocketLoadBalancer balance() {
    return SocketLoadBalancer.attach(
        outer.cgroup(),
        new Service(VIP, PORT, BACKEND, BACKEND_PORT),
        new Service(VIP_V6, PORT, BACKEND_V6, BACKEND_PORT));
  }

  private String ask(String how, String address) {
    return inner.start(network.entering(Program.python(ASK, how, address, PORT))).end().getFirst();
  }

  private static String answer(String backend, String peer) {
    return "hello from " + backend + " at " + peer + " " + PORT;
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 192.0.2.80, 198.51.100.10",
    "udp, 192.0.2.80, 198.51.100.10",
    "sendto, 192.0.2.80, 198.51.100.10",
    "tcp, 2001:db8::80, 2001:db8:2::10",
    "udp, 2001:db8::80, 2001:db8:2::10",
    "sendto, 2001:db8::80, 2001:db8:2::10",
    "tcp, ::ffff:192.0.2.80, 198.51.100.10",
    "sendto, ::ffff:192.0.2.80, 198.51.100.10",
  })
  void aServiceIsItsBackendAndLooksLikeTheService(String how, String service, String backend) {
    try (SocketLoadBalancer _ = balance()) {
      assertThat(ask(how, service)).isEqualTo(answer(backend, service));
    }
  }

  @Test
  void withAProbeInsideEventsNameTheService() {
    try (Observation seen = Observation.of(inner);
        SocketLoadBalancer _ = balance()) {
      for (String how : List.of("tcp", "udp", "sendto")) {
        assertThat(ask(how, VIP)).isEqualTo(answer(BACKEND, VIP));
        assertThat(ask(how, VIP_V6)).isEqualTo(answer(BACKEND_V6, VIP_V6));
      }
      assertThat(remotes(seen, EventType.CONNECT))
          .containsExactly(VIP + ":80", "[" + VIP_V6 + "]:80", VIP + ":80", "[" + VIP_V6 + "]:80");
      assertThat(remotes(seen, EventType.SENDTO))
          .containsExactly(VIP + ":80", "[" + VIP_V6 + "]:80");
    }
  }

  /** Policy is asked about the service; the backend alone is allowed to nobody. */
  @Test
  void underAPolicyThatAllowsTheServiceItWorks() {
    try (SocketLoadBalancer _ = balance();
        Observation seen = Observation.of(inner)) {
      seen.enforce(allowing(VIP + "/32", VIP_V6 + "/128"));
      for (String how : List.of("tcp", "udp", "sendto")) {
        assertThat(ask(how, VIP)).isEqualTo(answer(BACKEND, VIP));
        assertThat(ask(how, VIP_V6)).isEqualTo(answer(BACKEND_V6, VIP_V6));
        Program direct =
            inner.start(network.entering(Program.python(ASK, how, BACKEND, BACKEND_PORT)));
        assertThat(direct.failure()).contains("Connection refused");
      }
      assertThat(seen.events(EventType.CONNECTION_BLOCKED)).hasSize(3);
    }
  }

  private static PolicyImage allowing(String... blocks) {
    return new PolicyImage(
        Mode.ENFORCE,
        Stream.of(blocks)
            .map(block -> new Destination(Objects.requireNonNull(Cidr.parse(block)), 1))
            .toList(),
        List.of(
            new Allowance(1, 0, Protocol.TCP, PORT, 16, Allowance.FOR_EVER),
            new Allowance(1, 0, Protocol.UDP, PORT, 16, Allowance.FOR_EVER)),
        List.of());
  }

  private static List<String> remotes(Observation seen, EventType type) {
    return seen.events(type).stream()
        .map(event -> Objects.requireNonNull(event.connection()).remote())
        .map(remote -> Objects.requireNonNull(remote))
        .map(Endpoint::toString)
        .toList();
  }

  @Test
  void controlWithoutItNobodyHasTheServicesAddress() {
    balance().close();
    for (String service : List.of(VIP, VIP_V6)) {
      Program asking = inner.start(network.entering(Program.python(ASK, "tcp", service, PORT)));
      assertThat(asking.failure()).contains("Network is unreachable");
    }
  }
}
