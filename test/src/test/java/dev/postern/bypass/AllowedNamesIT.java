package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a policy with names allows is answered, and reached: by a sidecar outside the scope, and by
 * one in a cgroup of its own inside.
 */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllowedNamesIT {

  private static final String REACHED = " reached";

  private World outside;
  private World inside;

  @BeforeAll
  void makeWorlds() {
    outside = World.create();
    outside.enforce(Policies.byName(), outside.resolver().options().toArray(String[]::new));
    inside = World.create();
    inside.enforce(Regime.NAMES);
  }

  @AfterAll
  void removeWorlds() throws IOException {
    inside.close();
    outside.close();
  }

  /** What a program of the scope says that goes by names. */
  private static List<String> say(World world, Object... arguments) {
    return ended(world.inScope(Privilege.NONE, program(world, arguments)));
  }

  private static List<String> program(World world, Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(world.testers().folder()));
    all.addAll(List.of(arguments));
    return Script.command("names.py", all.toArray());
  }

  private static List<String> ended(Actor program) {
    Ending ending = program.end();
    assertThat(ending.status()).as(() -> String.join("\n", ending.said())).isZero();
    return ending.said();
  }

  @ParameterizedTest
  @CsvSource({
    "udp-connected, 198.51.100.53",
    "udp-sendto, 198.51.100.53",
    "tcp, 198.51.100.53",
    "tcp-fast-open, 198.51.100.53",
    "udp-connected, ::ffff:198.51.100.53",
    "udp-sendto, ::ffff:198.51.100.53",
    "tcp, ::ffff:198.51.100.53",
    "udp-connected, 2001:db8:2::53",
    "udp-sendto, 2001:db8:2::53",
    "tcp, 2001:db8:2::53",
    "udp-connected, 127.0.0.53",
    "udp-sendto, 127.0.0.53",
    "tcp, 127.0.0.53",
  })
  void areAnsweredWhoeverIsAsked(String how, String resolver) {
    for (World world : List.of(outside, inside)) {
      assertThat(say(world, "lookup", how, resolver, "api.example"))
          .containsExactly("NOERROR " + Target.ALLOWED_V4);
      assertThat(world.resolver().asked())
          .isNotEmpty()
          .allMatch(asked -> asked.startsWith(Resolver.ADDRESS + " "), "of the one that is ours");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "api.example, A, 198.51.100.10",
    "API.Example, A, 198.51.100.10",
    "api.example, AAAA, 2001:db8:1::10",
    "list-cb00714b.cdn.example, A, 203.0.113.75",
    "List-CB00714C.CDN.Example, A, 203.0.113.76",
    "alias-cb00714d.cdn.example, A, 203.0.113.77",
  })
  void areReached(String host, String type, String address) {
    for (World world : List.of(outside, inside)) {
      assertThat(say(world, "reach", host, type, Target.ALLOWED_PORT))
          .containsExactly(address + REACHED);
    }
  }

  @Test
  void haveAsManyAddressesAsTheyLike() {
    assertThat(say(outside, "reach", "many.cdn.example", "A", Target.ALLOWED_PORT))
        .hasSize(120)
        .allMatch(line -> line.endsWith(REACHED));
  }

  /** The answer is held back until the kernel lets through to where it leads. */
  @Test
  void areReachedAtOnce() {
    assertThat(say(inside, "at_once", 400)).containsExactly("refused 0");
  }

  @Test
  void areAnsweredBesideOthersThatAreNot() {
    String refused = "pipelined.evil.example";
    assertThat(say(outside, "pipelined", "api.example", refused, "a.cdn.example"))
        .containsExactly(
            "NOERROR " + Target.ALLOWED_V4, "NXDOMAIN", "NOERROR " + Target.ALLOWED_V4);
    assertThat(outside.resolver().heard("pipelined")).isEmpty();
  }

  /** Else a program would be told to go to what is its own. */
  @ParameterizedTest
  @CsvSource({
    "A, 7f000001",
    "A, 7f010203",
    "A, 00000000",
    "A, a9fea9fe",
    "A, 0a010209",
    "AAAA, 00000000000000000000000000000000",
    "AAAA, 00000000000000000000000000000001",
    "AAAA, 00000000000000000000ffff7f000001",
    "AAAA, fe800000000000000000000000000099",
  })
  void areNotAnsweredByWhatIsHere(String type, String address) {
    String host = "list-" + address + ".cdn.example";
    assertThat(say(outside, "lookup", "udp-sendto", Resolver.ADDRESS, host, type))
        .containsExactly("NXDOMAIN");
    assertThat(outside.resolver().heard("list-" + address)).as("it was asked").isPresent();
  }

  @Test
  void keepTheirAddressWhenTheNextIsRefused() {
    String host = "turn-cb00714e-a9fea9fe.cdn.example";
    List<String> reached = List.of("203.0.113.78" + REACHED);
    assertThat(say(outside, "reach", host, "A", Target.ALLOWED_PORT)).isEqualTo(reached);
    assertThat(say(outside, "lookup", "udp-sendto", Resolver.ADDRESS, host))
        .containsExactly("NXDOMAIN");
    assertThat(say(outside, "reach", "list-cb00714e.cdn.example", "A", Target.ALLOWED_PORT))
        .isEqualTo(reached);
  }

  @Test
  void arePrivateWhereThatIsMeant() {
    assertThat(say(outside, "lookup", "udp-sendto", Resolver.ADDRESS, "inside.example"))
        .containsExactly("NOERROR 10.1.2.3");
    assertThat(arrives(outside, "10.1.2.3", Target.INSIDE_PORT, "POSTERN-PRIVATE")).isTrue();
    assertThat(arrives(outside, "10.1.2.3", Target.ALLOWED_PORT, "POSTERN-OTHER")).isFalse();
  }

  private static boolean arrives(World world, String address, int port, String token) {
    int from = world.sniffer().mark();
    say(world, "send", address, port, token);
    return world.sniffer().between(from, world.sniffer().mark()).stream()
        .anyMatch(packet -> !packet.leaving() && packet.contains(token));
  }

  /**
   * By its cgroup: what is there asks as it likes, what is beside it only through the forwarder.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sidecar", "app"})
  void areAskedForByTheSidecarAlone(String cgroup) {
    String token = "POSTERN-BY-" + cgroup;
    List<String> command = program(inside, "besides", "api.example", token);
    assertThat(ended(inside.inChild(cgroup, Privilege.NONE, command)))
        .containsExactly("NOERROR " + Target.ALLOWED_V4);
    assertThat(inside.resolver().heard(token).isPresent()).isEqualTo(cgroup.equals("sidecar"));
  }

  @Test
  void areForwardedByAPortThatNobodyElseUses() {
    for (World world : List.of(outside, inside)) {
      assertThat(say(world, "forwarder"))
          .hasSize(24)
          .containsOnly("connect ECONNREFUSED", "bind EADDRINUSE");
    }
  }
}
