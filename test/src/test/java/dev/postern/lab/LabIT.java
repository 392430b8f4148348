package dev.postern.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postern.event.IpAddress;
import dev.postern.event.Transport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@LabTest
class LabIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static Lab lab;

  @BeforeAll
  static void create() {
    lab = Lab.create();
  }

  @AfterAll
  static void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://198.51.100.10/, the lab's server",
    "http://198.51.100.20/, the lab's server",
    "http://[2001:db8:2::10]/, the lab's server",
    "http://169.254.169.254/latest/meta-data/iam/security-credentials/, shop-node-role",
    "http://10.96.0.10:9153/metrics, coredns_dns_requests_total 4711",
    "http://kube-dns.kube-system.svc.cluster.local:9153/metrics, coredns_dns_requests_total 4711",
    "http://kube-dns.kube-system.svc.cluster.local.:9153/metrics, coredns_dns_requests_total 4711"
  })
  void aServerAnswersAndCountsEveryByteOfHttp(String url, String answer) {
    String count = "%{stderr}%{local_port} %{size_request} %{size_header} %{size_download}";
    CommandResult result = curl("-w", count, url);
    assertThat(result.output()).contains(answer);

    List<Long> counts =
        List.of(result.errors().strip().split(" ", -1)).stream().map(Long::valueOf).toList();
    ServedFlow flow = closedFlow(counts.get(0));
    assertThat(flow.received()).isEqualTo(counts.get(1));
    assertThat(flow.sent()).isEqualTo(counts.get(2) + counts.get(3));
  }

  @ParameterizedTest
  @CsvSource({"198.51.100.10", "198.51.100.20", "[2001:db8:2::10]"})
  void httpsIsServedAndCountedBeneathTls(String address) {
    CommandResult result = curl("-k", "-w", "%{stderr}%{local_port}", "https://" + address + "/");
    assertThat(result.output()).isEqualTo("the lab's server\n");
    ServedFlow flow = closedFlow(Long.parseLong(result.errors().strip()));
    assertThat(flow.server().port()).isEqualTo(443);
    assertThat(flow.received()).isGreaterThan(300); // a request of 80 bytes and the handshake
    assertThat(flow.sent()).isGreaterThan(600);
  }

  @Test
  void theDatabaseGreetsAndCounts() {
    String request = "x".repeat(12_345);
    CommandResult result =
        lab.exec("perl", lab.script("talk.pl"), LabAddresses.DATABASE, "5432", request).orThrow();
    assertThat(result.output()).isEqualTo("the lab's database\n");
    Await.until(
        "the database saw 12345 bytes and the end",
        LIMIT,
        () ->
            served(LabAddresses.DATABASE).stream()
                .anyMatch(f -> f.received() == 12_345 && f.sent() == 19 && f.closed()));
  }

  @Test
  void anUnconnectedDatagramArrivesOnce() {
    lab.exec("perl", lab.script("datagram.pl"), LabAddresses.OTHER_WEB, "9999", "hello").orThrow();
    Await.until(
        "one datagram of 5 bytes",
        LIMIT,
        () ->
            served(LabAddresses.OTHER_WEB).stream()
                .anyMatch(
                    f ->
                        f.transport() == Transport.UDP
                            && f.server().port() == 9999
                            && f.datagrams() == 1
                            && f.received() == 5));
  }

  @Test
  void anUnknownNameDoesNotExist() {
    CommandResult result = lab.exec("curl", "-sS", "http://elsewhere.example/");
    assertThat(result.status()).isEqualTo(6);
    assertThat(result.errors()).contains("Could not resolve host");
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.99", "192.0.2.1", "[2001:db8:9::1]", "198.51.100.99"})
  void whatTheLabDoesNotHoldIsUnreachable(String address) {
    CommandResult result = lab.exec("curl", "-sS", "-m", "10", "http://" + address + "/");
    assertThat(result.status()).isEqualTo(7);
  }

  @Test
  void theOutsideHasNoWayOut() {
    assertThat(lab.execOutside("ip", "route").output())
        .isEqualTo("10.244.1.0/24 dev pod0 proto kernel scope link src 10.244.1.1 \n");
    assertThat(lab.execOutside("ip", "-6", "route").output()).doesNotContain("default");
    assertThat(lab.execOutside("ip", "-o", "link").output().lines())
        .hasSize(2)
        .anyMatch(link -> link.contains(" lo:"))
        .anyMatch(link -> link.contains(" pod0@"));
  }

  @Test
  void theOutsideReachesWhatListensInThePod() {
    try (LabProcess server = lab.start("perl", lab.script("listen.pl"), "8080")) {
      server.awaitOutput("listening");
      assertThat(
              lab.execOutside("perl", lab.script("talk.pl"), LabAddresses.POD, "8080", "hi")
                  .orThrow()
                  .output())
          .isEqualTo("hello\n");
      server.await().orThrow();
    }
  }

  @Test
  void aCommandRunsInThePodsCgroupUnderItsOwnName() {
    String program = lab.named("sshd", Tool.PERL.path());
    String print = "for (qw(comm cgroup)) { open(F, '<', \"/proc/self/$_\"); print <F>; }";
    assertThat(lab.exec(program, "-e", print).orThrow().output().lines())
        .contains("sshd", "0::/" + lab.cgroup().path().getFileName());
  }

  @Test
  void aCommandDoesNotInheritTheProxiesOfWhoeverRunsTheLab() {
    assertThat(lab.exec("env").output().lines().map(line -> line.replaceFirst("=.*", "")))
        .contains("PATH", "HOME", "LC_ALL")
        .allMatch(name -> List.of("PATH", "HOME", "LC_ALL", "PWD", "OLDPWD", "_").contains(name));
  }

  @Test
  void statusAndStreamsAreTheCommands() {
    CommandResult result = lab.exec("sh", "-c", "echo out; echo err >&2; exit 7");
    assertThat(result).isEqualTo(new CommandResult(result.command(), 7, "out\n", "err\n"));
    assertThat(lab.exec("sh", "-c", "kill -9 $$").status()).isEqualTo(137);
  }

  @Test
  void aMissingCommandIsRefusedInOneLine() {
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> lab.exec("no-such-command"))
        .withMessage("no-such-command: command not found");
  }

  @Test
  void aCommandThatDoesNotEndIsKilled() {
    try (LabProcess sleeper = lab.start("sleep", "600")) {
      assertThatExceptionOfType(LabException.class)
          .isThrownBy(() -> sleeper.await(Duration.ofMillis(50)))
          .withMessageContaining("killed after 0 s: sleep 600");
      assertThat(sleeper.isAlive()).isFalse();
    }
  }

  @Test
  void twoLabsDoNotMeet() {
    try (Lab second = Lab.create()) {
      second.exec("curl", "-sS", "http://" + LabAddresses.METADATA + "/").orThrow();
      assertThat(second.cgroup().id()).isNotEqualTo(lab.cgroup().id());
      Await.until("the second lab counts its own", LIMIT, () -> second.served().size() == 1);
    }
  }

  private static CommandResult curl(String... arguments) {
    String[] command = new String[arguments.length + 2];
    command[0] = "curl";
    command[1] = "-sS";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return lab.exec(command).orThrow();
  }

  private static ServedFlow closedFlow(long clientPort) {
    Await.until("the connection ended", LIMIT, () -> !closedFlows(clientPort).isEmpty());
    assertThat(closedFlows(clientPort)).hasSize(1);
    return closedFlows(clientPort).getFirst();
  }

  private static List<ServedFlow> closedFlows(long clientPort) {
    return lab.served().stream()
        .filter(flow -> flow.transport() == Transport.TCP)
        .filter(flow -> flow.client().port() == clientPort && flow.closed())
        .toList();
  }

  private static List<ServedFlow> served(String address) {
    return lab.served().stream()
        .filter(flow -> flow.server().address().equals(IpAddress.parse(address)))
        .toList();
  }
}
