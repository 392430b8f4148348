package dev.postern.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.lab.Await;
import dev.postern.lab.LabTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers and questions of every shape under an enforced policy with names. */
@LabTest
class RunNamedAnswersIT {

  private static final int MANY = 150;

  @TempDir static Path folder;
  static NamedNetwork network;
  @AutoClose static ScopeShell scope;

  @BeforeAll
  static void start() throws IOException {
    List<String> zone =
        new ArrayList<>(
            List.of(
                "alias.shop.example CNAME a.cdn.example",
                "a.cdn.example CNAME b.cdn.example",
                "b.cdn.example A 192.0.2.90",
                "b.cdn.example AAAA 2001:db8::90",
                "both.shop.example A 192.0.2.91",
                "both.shop.example AAAA 2001:db8::91",
                "web.shop.example A 192.0.2.92",
                "_http._tcp.shop.example SRV 10 20 8080 hidden.other.example",
                "svc.shop.example HTTPS 1 hidden.other.example",
                "first.shop.example A 192.0.2.93",
                "hidden.other.example A 192.0.2.94",
                "silent.shop.example SILENT"));
    for (int i = 1; i <= MANY; i++) {
      zone.add("many.shop.example A 198.51.100." + i);
    }
    network = NamedNetwork.in(folder, "Enforce", zone);
    network.bring("reach_all.py");
    network.bring("pipeline.py");
    scope = ScopeShell.start(network);
  }

  /** The name that was asked for is what counts: those on the way need no entry, and get none. */
  @ParameterizedTest
  @CsvSource({
    "-4, alias, 192.0.2.90",
    "-6, alias, 2001:db8::90",
    "-4, both, 192.0.2.91",
    "-6, both, 2001:db8::91"
  })
  void anAnswerOpensWhatItLeadsTo(String family, String label, String address) {
    String curl = "curl -sS -m 20 -o /dev/null -w '%{remote_ip}' " + family + " http://";
    assertThat(scope.run(curl + label + ".shop.example:8080/").orThrow().output())
        .isEqualTo(address);
    assertThat(scope.run(curl + "b.cdn.example:8080/").status()).isNotZero();
    assertThat(network.asked("cdn.example")).isEmpty();
  }

  @Test
  void everyOneOfManyAddressesIsOpen() {
    assertThat(scope.run("/usr/bin/python3 -SE reach_all.py many.shop.example").orThrow().output())
        .isEqualTo(MANY + "\n");
    assertThat(network.asked(" many.shop.example A"))
        .contains("192.0.2.53 udp many.shop.example A", "192.0.2.53 tcp many.shop.example A");
  }

  /** What dig is told to do, and what has to be in what it says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wEb.sHoP.eXaMpLe            | ;wEb.sHoP.eXaMpLe.            | 192.0.2.92",
        "+noedns web.shop.example    | ADDITIONAL: 0                 | 192.0.2.92",
        "+edns=1 +noednsneg web.shop.example | status: BADVERS       | ANSWER: 0",
        "+bufsize=4096 +subnet=203.0.113.0/24 +padding=128 web.shop.example | NOERROR | 192.0.2.92",
        "+ignore many.shop.example   | flags: qr tc rd ra            | ANSWER: 0",
        "many.shop.example           | (TCP)                         | ANSWER: 150",
        "_http._tcp.shop.example SRV | status: NOERROR               | 10 20 8080"
            + " hidden.other.example.",
        "svc.shop.example HTTPS      | status: NOERROR               | HTTPS 1"
            + " hidden.other.example.",
        "hidden.other.example        | status: NXDOMAIN              | EDE: 15 (Blocked)",
        "hidden.other.example HTTPS  | status: NXDOMAIN              | EDE: 15 (Blocked)",
        "+tcp hidden.other.example   | status: NXDOMAIN              | EDE: 15 (Blocked)",
      })
  void digIsAnswered(String question, String first, String second) {
    assertThat(scope.run("dig " + question).orThrow().output().replaceAll("[ \t]+", " "))
        .contains(first, second);
    assertThat(network.asked("hidden")).isEmpty();
  }

  /** A resolver may check that its client kept the case, and a client that its resolver did. */
  @Test
  void aNameIsAskedForAsItIsSpelled() {
    assertThat(scope.run("dig FIRST.Shop.Example").orThrow().output())
        .contains(";FIRST.Shop.Example.");
    assertThat(network.asked(" FIRST.Shop.Example ")).hasSize(1);
  }

  @Test
  void questionsInOnePacketAreJudgedEachAlone() {
    assertThat(
            scope
                .run(
                    "/usr/bin/python3 -SE pipeline.py first.shop.example piped.other.example"
                        + " web.shop.example nowhere.shop.example")
                .orThrow()
                .output())
        .isEqualTo(
            """
            first.shop.example 0
            piped.other.example 3
            web.shop.example 0
            nowhere.shop.example 3
            """);
    assertThat(network.asked("nowhere")).hasSize(1);
    assertThat(network.asked("piped")).isEmpty();
  }

  /** There is a question that waits at any time while the others come and go. */
  @Test
  void aResolverThatSaysNothingHoldsUpNobodyElse() throws IOException {
    ScopeShell.Task waiting =
        scope.start("while [ ! -e enough ]; do dig +time=20 silent.shop.example || exit; done");
    Await.until(
        "a question",
        Duration.ofSeconds(20),
        () -> !network.asked("silent.shop.example").isEmpty());
    for (int i = 0; i < 5; i++) {
      String other = "curl -sS -m 20 http://web.shop.example:8080/";
      assertThat(scope.run(other).orThrow().output()).isEqualTo("hello\n");
    }
    Files.createFile(folder.resolve("enough"));
    assertThat(waiting.await().orThrow().output())
        .contains("status: SERVFAIL")
        .contains("EDE: 22 (No Reachable Authority)");
  }
}
