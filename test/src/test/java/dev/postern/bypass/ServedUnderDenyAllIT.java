package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a pod serves works on when it may reach nothing: probes, port-forward, downloads, and what
 * the kernel answers by itself. Without policy too, where it shows that the test asks rightly.
 */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServedUnderDenyAllIT {

  private static final List<String> POD = List.of(BypassNetwork.INSIDE_V4, BypassNetwork.INSIDE_V6);
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");
  private static final int LARGE = 20_000_000;

  private final Worlds worlds = new Worlds();

  static List<Regime> regimes() {
    return List.of(Regime.NONE, Regime.DENY_ALL);
  }

  static List<Arguments> podAddresses() {
    return with(POD);
  }

  static List<Arguments> localAddresses() {
    return with(Stream.concat(LOOPBACK.stream(), POD.stream()).toList());
  }

  private static List<Arguments> with(List<String> addresses) {
    List<Arguments> all = new ArrayList<>();
    for (Regime regime : regimes()) {
      addresses.forEach(address -> all.add(Arguments.of(regime, address)));
    }
    return all;
  }

  @BeforeAll
  void makeWorlds() {
    worlds.make(regimes());
  }

  @AfterAll
  void removeWorlds() throws IOException {
    worlds.close();
  }

  private World world(Regime regime) {
    return worlds.of(regime);
  }

  /** A server in the scope, and its port. */
  private int serve(Regime regime) {
    Actor server = world(regime).inScope(Privilege.NONE, Script.command("serve.py", LARGE));
    return Integer.parseInt(server.firstLine());
  }

  private List<String> askFromOutside(Regime regime, Object... arguments) {
    return said(world(regime).outside(Script.command("ask.py", arguments)));
  }

  private static List<String> said(Actor actor) {
    Ending ending = actor.end();
    assertThat(ending.status()).as(() -> String.join("\n", ending.said())).isZero();
    return ending.said();
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void takesLargeUploadsClosedByTheClient(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, serve(regime), "u", LARGE))
        .containsExactly("taken " + LARGE);
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void givesLargeDownloadsClosedByTheServer(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, serve(regime), "d", 0)).containsExactly("got " + LARGE);
  }

  /** Who closed first waits in TIME_WAIT, where the kernel answers without a socket. */
  @ParameterizedTest
  @MethodSource("podAddresses")
  void acknowledgesTheEndAfterTheServerIsGone(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, serve(regime), "c", 0))
        .containsExactly("end 0", "closed");
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void answersDatagrams(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, serve(regime), "udp", 1000))
        .containsExactly("back 1000");
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void refusesConnectionsToClosedPorts(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, 1, "refused", 0)).containsExactly("ECONNREFUSED");
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void answersEchoRequests(Regime regime, String pod) {
    assertThat(askFromOutside(regime, pod, 0, "ping", 0)).containsExactly("answered");
  }

  @ParameterizedTest
  @MethodSource("podAddresses")
  void findsItsNeighbourAnew(Regime regime, String pod) throws IOException {
    int port = serve(regime);
    world(regime).network().inside().run("ip neigh flush dev eth0; ip -6 neigh flush dev eth0");
    world(regime)
        .network()
        .outside()
        .run("ip neigh flush dev inside0; ip -6 neigh flush dev inside0");
    assertThat(askFromOutside(regime, pod, port, "udp", 100)).containsExactly("back 100");
  }

  /** The way back is narrower than the scope's interface: it must be told, and heed it. */
  @ParameterizedTest
  @MethodSource("podAddresses")
  void heedsNarrowPaths(Regime regime, String pod) throws IOException {
    Sniffer sniffer = world(regime).sniffer();
    int from = sniffer.mark();
    NarrowPath path = NarrowPath.behind(world(regime));
    try (path) {
      List<String> command = Script.command("ask.py", pod, serve(regime), "d", 0);
      assertThat(said(path.start(command))).containsExactly("got " + LARGE);
    }
    assertThat(sniffer.between(from, sniffer.mark())).anyMatch(Packet::saysTooBig);
  }

  /** As a kubelet's port-forward does: from the scope's network, by a process of the node's. */
  @ParameterizedTest
  @MethodSource("localAddresses")
  void servesWhoIsBesideTheScope(Regime regime, String address) {
    List<String> command = Script.command("ask.py", address, serve(regime), "d", 0);
    assertThat(said(world(regime).besideScope(Privilege.CONTAINER, command)))
        .containsExactly("got " + LARGE);
  }

  static List<Arguments> loopback() {
    return with(LOOPBACK);
  }

  /** As an exec probe does. */
  @ParameterizedTest
  @MethodSource("loopback")
  void servesWhoIsInTheScope(Regime regime, String address) {
    int port = serve(regime);
    assertThat(askFromScope(regime, address, port, "d", 0)).containsExactly("got " + LARGE);
    assertThat(askFromScope(regime, address, port, "udp", 9)).containsExactly("back 9");
  }

  /** To a policy the pod's own address is one like any other: only loopback is always allowed. */
  @ParameterizedTest
  @MethodSource("podAddresses")
  void isRefusedToItselfByItsOtherAddress(Regime regime, String pod) {
    assertThat(askFromScope(regime, pod, serve(regime), "refused", 0))
        .containsExactly(regime == Regime.NONE ? "connected" : "ECONNREFUSED");
  }

  private List<String> askFromScope(Regime regime, Object... arguments) {
    return said(world(regime).inScope(Privilege.NONE, Script.command("ask.py", arguments)));
  }
}
