package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.postern.lab.LabException;
import dev.postern.lab.LabTest;
import dev.postern.lab.NetworkNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Service whose address is given up for its backend's outside of the scope, as kube-proxy does: a
 * policy is about the address that the program asked for. Needs tc's nat action (act_nat), and is
 * skipped where the kernel has none.
 */
@LabTest
final class TranslatedOutsideIT {

  private static final String BACKEND = "10.9.1.2";
  private static final String OTHER_SERVICE = "192.0.2.50";

  private static final String TRANSLATE =
      """
      echo 1 > /proc/sys/net/ipv4/ip_forward
      ip link add far0 type veth peer name eth0 netns "$1"
      ip addr add 10.9.1.1/24 dev far0
      ip link set far0 up
      tc qdisc add dev inside0 clsact
      for service in 198.51.100.10 192.0.2.50; do
        tc filter add dev inside0 ingress protocol ip flower dst_ip $service \
          action nat ingress $service/32 10.9.1.2
      done
      tc filter add dev inside0 egress protocol ip flower src_ip 10.9.1.2 \
        action nat egress 10.9.1.2/32 198.51.100.10
      """;

  private static final String BACKEND_LINK =
      """
      ip link set lo up
      ip addr add 10.9.1.2/24 dev eth0
      ip link set eth0 up
      ip route add default via 10.9.1.1
      """;

  /** Says its name to whoever comes. */
  private static final String SERVE =
      """
      import socket, threading
      tcp = socket.create_server(('', 443))
      udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      udp.bind(('', 443))
      def answer():
          while True: udp.sendto(b'backend', udp.recvfrom(16)[1])
      threading.Thread(target=answer, daemon=True).start()
      print('ready', flush=True)
      while True:
          with tcp.accept()[0] as peer: peer.sendall(b'backend')
      """;

  private static final String ASK =
      """
      import socket, sys
      for ask in sys.argv[1:]:
          how, host = ask.split(',')
          s = socket.socket(socket.AF_INET, socket.SOCK_STREAM if how == 'tcp' else socket.SOCK_DGRAM)
          s.settimeout(20)
          try:
              if how == 'udpto': s.sendto(b'?', (host, 443))
              else: s.connect((host, 443))
              if how == 'udp': s.send(b'?')
              print(s.recv(16).decode())
          except OSError as e: print(type(e).__name__)
      """;

  private World world;
  private NetworkNamespace backend;

  @BeforeEach
  void make() throws IOException {
    world = World.create();
    backend = NetworkNamespace.create();
    try {
      world.network().outside().run(TRANSLATE, String.valueOf(backend.pid()));
    } catch (LabException e) {
      abort("nothing translates here: " + e.getMessage());
    }
    backend.run(BACKEND_LINK);
  }

  @AfterEach
  void remove() throws IOException {
    backend.close();
    world.close();
  }

  @Test
  void isWhatThePolicyIsAskedAbout() throws IOException {
    try (Actor server =
        Actor.start(backend.entering(List.of("/usr/bin/python3", "-SE", "-c", SERVE)))) {
      server.awaitReady("ready");
      String service = Target.ALLOWED_V4;
      List<String> allowed = List.of("tcp," + service, "udp," + service, "udpto," + service);
      List<String> others = List.of("tcp," + BACKEND, "udpto," + BACKEND, "tcp," + OTHER_SERVICE);
      assertThat(ask(allowed)).as("translated").containsOnly("backend");

      world.enforce(Regime.ALLOWLIST);

      assertThat(ask(allowed)).hasSize(3).containsOnly("backend");
      // Without a policy these time out: what answers is given the other Service's address.
      assertThat(ask(others)).hasSize(3).containsOnly("ConnectionRefusedError");
    }
  }

  private List<String> ask(List<String> asks) {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-SE", "-c", ASK));
    command.addAll(asks);
    return world.inScope(Privilege.NONE, command).end().said();
  }
}
