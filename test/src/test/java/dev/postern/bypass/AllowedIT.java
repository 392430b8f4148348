package dev.postern.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.LabTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a policy allows arrives: without this, a policy that lets nothing through would pass for one
 * that closes every way around it.
 */
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AllowedIT {

  private static final String TOKEN = "POSTERN-ALLOWED";

  /** A tester and its own arguments; each ends well only if the kernel took what it sent. */
  private static final List<List<String>> BY_ANYBODY =
      List.of(
          List.of("tcp", "plain", "0"),
          List.of("tcp", "nonblocking", "0"),
          List.of("tcp-other", "fork"),
          List.of("tcp-fast-open", "sendto", "0"),
          List.of("tcp-fast-open", "connect", "0"),
          List.of("udp", "sendto", "0"),
          List.of("udp", "connected", "0"),
          List.of("uring", "connect", "worker"),
          List.of("uring", "sendmsg", "direct"));

  private static final List<List<String>> BY_EXECUTABLE =
      List.of(List.of("tcp", "plain", "0"), List.of("hand-over", "tcp-connected", "{heir}"));

  private final Worlds worlds = new Worlds();

  static List<Regime> regimes() {
    return List.of(Regime.NONE, Regime.ALLOWLIST, Regime.EXECUTABLE);
  }

  static List<Arguments> attempts() {
    List<Arguments> all = new ArrayList<>();
    for (Regime regime : regimes()) {
      for (List<String> command : regime == Regime.EXECUTABLE ? BY_EXECUTABLE : BY_ANYBODY) {
        for (Family family : Family.values()) {
          all.add(Arguments.of(regime, family, command));
        }
      }
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

  @ParameterizedTest
  @MethodSource("attempts")
  void arrives(Regime regime, Family family, List<String> tester) {
    World world = worlds.of(regime);
    String heir = world.testers().folder().resolve("take-over").toString();
    List<String> command =
        new ArrayList<>(
            world
                .testers()
                .command(
                    tester.getFirst(),
                    tester.stream().skip(1).map(word -> word.replace("{heir}", heir)).toArray()));
    String port = String.valueOf(Target.ALLOWED_PORT);
    String address = Target.allowed(family);
    command.addAll(List.of(address, port, address, port, TOKEN));
    int from = world.sniffer().mark();
    Ending ending = world.inScope(Privilege.NONE, command).end();

    assertThat(ending.status()).as(ending::reason).isZero();
    assertThat(world.sniffer().between(from, world.sniffer().mark()))
        .anyMatch(packet -> !packet.leaving() && packet.contains(TOKEN));
  }
}
