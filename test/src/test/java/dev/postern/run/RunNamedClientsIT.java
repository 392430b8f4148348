package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.lab.CommandResult;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real programs under an enforced policy with names, each of which tries three suffixes that are in
 * no policy before the name as it is.
 */
@LabTest
class RunNamedClientsIT {

  private static final String ALLOWED = "192.0.2.";
  private static final String ELSEWHERE = "198.51.100.";

  /** curl's, for a connection that was refused. */
  private static final int NOT_CONNECTED = 7;

  @TempDir static Path folder;
  static NamedNetwork network;
  @AutoClose static ScopeShell scope;

  @BeforeAll
  static void start() throws IOException {
    List<String> zone = new ArrayList<>(List.of("asked.shop.example A 192.0.2.99"));
    for (NamedClient client : NamedClient.values()) {
      zone.add(allowed(client) + " A " + client.address(ALLOWED));
      zone.add(forbidden(client) + " A " + client.address(ELSEWHERE));
    }
    network = NamedNetwork.in(folder, "Enforce", zone);
    for (String file : NamedClient.FILES) {
      network.bring(file);
    }
    network.bring("ask.py");
    scope = ScopeShell.start(network);
  }

  private static String allowed(NamedClient client) {
    return client.label() + "web.shop.example";
  }

  private static String forbidden(NamedClient client) {
    return client.label() + "web.other.example";
  }

  @ParameterizedTest
  @EnumSource
  void aNameInThePolicyOpensItsAddress(NamedClient client) {
    assumeTrue(client.isInstalled(scope), "not installed");
    String address = client.address(ALLOWED);
    String byAddress = "curl -sS -m 20 http://" + address + ":8080/";
    assertThat(scope.run(byAddress).status()).isEqualTo(NOT_CONNECTED);

    CommandResult result = scope.run(client.script(allowed(client))).orThrow();
    assertThat(result.output()).isEqualTo(address + "\n");
    assertThat(scope.run(byAddress).orThrow().output()).isEqualTo("hello\n");
    assertThat(network.asked(allowed(client)))
        .isNotEmpty()
        .allMatch(
            line -> line.matches("192\\.0\\.2\\.53 (udp|tcp) \\S+\\.shop\\.example (A|AAAA)"));
  }

  @ParameterizedTest
  @EnumSource
  void aNameInNoPolicyReachesNobody(NamedClient client) {
    assumeTrue(client.isInstalled(scope), "not installed");
    assertThat(scope.run(client.script(forbidden(client))).status()).isNotZero();
    assertThat(network.asked(forbidden(client))).isEmpty();
    assertThat(network.greetedBy(client.address(ELSEWHERE))).isFalse();
  }

  /** Also resolvers on loopback, where the policy lets everything through. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.66", "2001:db8::66", "::ffff:192.0.2.66", "127.0.0.53"})
  void insteadOfAnyResolverThatOfTheScopeAnswers(String resolver) {
    String script = "/usr/bin/python3 -SE ask.py " + resolver + " ";
    assertThat(scope.run(script + "asked.shop.example").orThrow().output())
        .isEqualTo(
            """
            datagram %1$s 1
            connected %1$s 1
            stream %1$s 1
            """
                .formatted(resolver));
    assertThat(scope.run(script + "asked.other.example").orThrow().output())
        .isEqualTo(
            """
            datagram %1$s 0
            connected %1$s 0
            stream %1$s 0
            """
                .formatted(resolver));
    assertThat(network.asked("asked.shop.example")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(network.strayed()).isEmpty();
  }

  /** As far as dig can tell. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.66", "2001:db8::66"})
  void digIsAnsweredByWhomItAsked(String resolver) {
    for (String way : List.of("", "+tcp ")) {
      assertThat(scope.run("dig " + way + "@" + resolver + " asked.shop.example").output())
          .contains("192.0.2.99")
          .contains("SERVER: " + resolver + "#53(" + resolver + ")");
    }
    assertThat(network.strayed()).isEmpty();
  }

  @Test
  void whoLooksIsToldWhy() {
    assertThat(scope.run("dig why.other.example").orThrow().output())
        .contains("status: NXDOMAIN")
        .contains("EDE: 15 (Blocked): (postern: why.other.example is in no policy)");
  }
}
