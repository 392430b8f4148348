package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --allow-sockets} opens: these sockets, and with them no way around the policy. */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllowedSocketsIT {

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Every port. */
  private static final String OPEN = "198.51.100.10";

  private static final String OPEN_V6 = "2001:db8:1::10";

  /** Port 443 alone. */
  private static final String NARROW = "203.0.113.20";

  /** Nothing. */
  private static final String FORBIDDEN = "203.0.113.99";

  private static final String NARROW_V6 = "2001:db8:2::20";

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: sockets, namespace: default}
      spec:
        mode: Enforce
        allow:
        - {name: open, to: [{cidr: %s/32}, {cidr: "%s/128"}], ports: any}
        - name: narrow
          to: [{cidr: %s/32}, {cidr: "%s/128"}]
          ports: [{port: 443, protocol: TCP}, {port: 443, protocol: UDP}]
      """
          .formatted(OPEN, OPEN_V6, NARROW, NARROW_V6);

  private World world;
  private World without;

  @BeforeAll
  void makeWorlds() {
    world = World.create();
    world.enforce(POLICY, "--allow-sockets", "raw,ping,mptcp,udplite");
    without = World.create();
    without.enforce(POLICY);
  }

  @AfterAll
  void removeWorlds() throws IOException {
    world.close();
    without.close();
  }

  /** Sends a token and says whether it came out. */
  private static boolean arrives(World in, String attempt, String to, int port) {
    String[] words = attempt.split(" ", -1);
    List<String> command =
        new ArrayList<>(
            in.testers().command(words[0], (Object[]) Arrays.copyOfRange(words, 1, words.length)));
    String allowed = to.contains(":") ? OPEN_V6 : OPEN;
    String token =
        "POSTERN-SOCKETS-%04d".formatted(COUNT.incrementAndGet()); // none is blamed twice
    command.addAll(List.of(to, String.valueOf(port), allowed, "443", token));
    int from = in.sniffer().mark();
    in.inScope(Privilege.NET_RAW, command).end();
    return in.sniffer().between(from, in.sniffer().mark()).stream()
        .anyMatch(packet -> !packet.leaving() && packet.contains(token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raw udp 0",
        "raw syn 0",
        "raw connected 0",
        "raw protocol 47",
        "raw protocol 17",
        "ping sendto",
        "ping connected"
      })
  void packetsWithoutPortsGoWhereEveryPortIsAllowed(String attempt) {
    assertThat(arrives(world, attempt, OPEN, 443)).isTrue();
    assertThat(arrives(world, attempt, NARROW, 443)).as("one port is not every port").isFalse();
    assertThat(arrives(without, attempt, OPEN, 443)).as("without the option").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw udp 0", "raw protocol 47", "ping sendto", "ping connected"})
  void soDoThoseOfVersionSix(String attempt) {
    assertThat(arrives(world, attempt, OPEN_V6, 443)).isTrue();
    assertThat(arrives(world, attempt, NARROW_V6, 443)).isFalse();
    assertThat(arrives(without, attempt, OPEN_V6, 443)).isFalse();
  }

  /** The server names another address of its own, and the kernel makes for it by itself. */
  @Test
  void aPathThatTheKernelOpensIsJudgedToo() throws IOException {
    assertThat(pathIsOpenedTo(NARROW)).as("allowed to every program").isTrue();
    assertThat(pathIsOpenedTo(FORBIDDEN)).isFalse();
  }

  private boolean pathIsOpenedTo(String announced) throws IOException {
    world
        .network()
        .outside()
        .run("ip addr add $1/32 dev lo; ip mptcp endpoint add $1 signal", announced);
    try {
      int from = world.sniffer().mark();
      List<String> command =
          world.testers().command("subflow", FORBIDDEN, "443", OPEN, "443", "POSTERN-PATH");
      world.inScope(Privilege.NONE, command).end();
      return world.sniffer().between(from, world.sniffer().mark()).stream()
          .anyMatch(
              packet ->
                  !packet.leaving() && packet.opens() && packet.names(Target.address(announced)));
    } finally {
      world.network().outside().run("ip mptcp endpoint flush; ip addr del $1/32 dev lo", announced);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp plain 262, 198.51.100.10, 203.0.113.20",
    "tcp plain 262, 2001:db8:1::10, 2001:db8:2::20",
    "udp sendto 136, 198.51.100.10, 203.0.113.20",
    "udp connected 136, 198.51.100.10, 203.0.113.20",
    "udp sendto 136, 2001:db8:1::10, 2001:db8:2::20",
    "udp connected 136, 2001:db8:1::10, 2001:db8:2::20"
  })
  void othersAreJudgedByTheirPorts(String attempt, String open, String narrow) {
    assertThat(arrives(world, attempt, open, 443)).isTrue();
    assertThat(arrives(world, attempt, narrow, 443)).isTrue();
    assertThat(arrives(world, attempt, narrow, 444)).isFalse();
    assertThat(arrives(without, attempt, open, 443)).as("without the option").isFalse();
  }
}
