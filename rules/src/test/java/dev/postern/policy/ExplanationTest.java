package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.IpAddress;
import dev.postern.policy.read.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Near misses, and suggestions that do what they say. */
class ExplanationTest {

  private static final String POLICY =
      Policies.enforce(
          """
          allow:
          - name: payments
            to:
            - cidr: 198.51.100.0/24
              except: [198.51.100.13/32]
            - fqdn: api.payments.example
            - service: {name: cart}
            ports: [{port: 443}, {port: 8000, endPort: 8010, protocol: UDP}]
            from: {executables: [/usr/bin/java], containers: [app]}
            expiresAt: 2027-01-01T00:00:00Z
          """);

  /** Host, port, protocol, program, modified, container, year; the near miss or "none". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.7  | 80   | TCP | /usr/bin/java | false | app  | 2026 | it is for port 443/TCP, 8000-8010/UDP, not 80/TCP
          198.51.100.7  | 8000 | TCP | /usr/bin/java | false | app  | 2026 | it is for port 443/TCP, 8000-8010/UDP, not 8000/TCP
          198.51.100.7  | 443  | TCP | /usr/bin/curl | false | app  | 2026 | it is for /usr/bin/java, not /usr/bin/curl
          198.51.100.7  | 443  | TCP |               | false | app  | 2026 | it is for /usr/bin/java, not an unknown program
          198.51.100.7  | 443  | TCP | /usr/bin/java | true  | app  | 2026 | /usr/bin/java is not the image's own file, and 'allowModified' is not set
          198.51.100.7  | 443  | TCP | /usr/bin/java | false | side | 2026 | it is for container app, not side
          198.51.100.7  | 443  | TCP | /usr/bin/java | false |      | 2026 | it is for container app, not an unknown one
          198.51.100.7  | 443  | TCP | /usr/bin/java | false | app  | 2027 | it expired at 2027-01-01T00:00:00Z
          198.51.100.13 | 443  | TCP | /usr/bin/java | false | app  | 2026 | its 'except' leaves 198.51.100.13 out
          198.51.100.7  | 80   | TCP | /usr/bin/curl | false | app  | 2026 | none
          198.51.101.7  | 443  | TCP | /usr/bin/java | false | app  | 2026 | none
          """)
  void aNearMissFailsInOneRespectOnly(
      String host,
      int port,
      Protocol protocol,
      String program,
      boolean modified,
      String container,
      int year,
      String words) {
    Ask ask = Ask.to(new Host.Address(address(host)), port, protocol).in(container);
    Decision decision = decide(program == null ? ask : ask.by(program, modified), year);
    assertThat(decision.verdict()).isEqualTo(Verdict.DENY);
    if (words.equals("none")) {
      assertThat(decision.nearMisses()).isEmpty();
    } else {
      assertThat(decision.nearMisses())
          .singleElement()
          .extracting(NearMiss::words)
          .isEqualTo(words);
    }
  }

  @Test
  void aProtocolThatIsNowhereIsWhatFails() {
    String tcpOnly = POLICY.replace(", {port: 8000, endPort: 8010, protocol: UDP}", "");
    Ask ask =
        Ask.to(new Host.Address(address("198.51.100.7")), 443, Protocol.UDP)
            .by("/usr/bin/java", false)
            .in("app");
    assertThat(new WorkloadPolicy(Policies.of(tcpOnly)).decide(ask, at(2026)).nearMisses())
        .singleElement()
        .extracting(NearMiss::respect)
        .isEqualTo(NearMiss.Respect.PROTOCOL);
  }

  @ParameterizedTest
  @CsvSource({
    "api.payments.example,ALLOW",
    "API.payments.example.,ALLOW",
    "x.api.payments.example,DENY",
    "cart.shop.svc,ALLOW",
    "cart.shop.svc.cluster.local,ALLOW",
    "cart.shop.svc.evil.example,DENY",
    "localhost,ALLOW"
  })
  void namesAreJudgedByNames(String name, Verdict verdict) {
    Ask ask = Ask.to(new Host.Name(name), 443, Protocol.TCP).by("/usr/bin/java", false).in("app");
    assertThat(decide(ask, 2026).verdict()).isEqualTo(verdict);
  }

  /** A suggested entry, written into the policy it names, allows what was asked. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void whatIsSuggestedHelps(long seed) {
    RandomPolicies random = new RandomPolicies(seed);
    int tried = 0;
    for (int i = 0; i < 1_000; i++) {
      List<Policy> policies = random.policies();
      Ask ask = random.ask(random.container());
      Instant at = random.time();
      Decision decision = new WorkloadPolicy(policies).decide(ask, at);
      assertThat(decision.suggestion().isEmpty()).isEqualTo(decision.verdict() == Verdict.ALLOW);
      if (decision.suggestion().stream().anyMatch(step -> step.lines().isEmpty())) {
        continue;
      }
      for (Remedy step : decision.suggestion()) {
        policies = withEntry(policies, step);
        tried++;
      }
      assertThat(new WorkloadPolicy(policies).decide(ask, at).verdict())
          .as(ask + " " + decision)
          .isEqualTo(Verdict.ALLOW);
    }
    assertThat(tried).isGreaterThan(200);
  }

  @Test
  void aSuggestionNamesTheProgramAndNothingMore() {
    Ask ask =
        Ask.to(new Host.Address(address("2001:db8::9")), 53, Protocol.UDP)
            .by("/opt/my app/run", true);
    assertThat(decide(ask, 2026).suggestion())
        .containsExactly(
            new Remedy(
                new PolicyId(PolicyKind.NAMESPACED, "shop", "checkout"),
                "add to 'allow' of EgressPolicy shop/checkout (p.yaml:1:1)",
                List.of(
                    "- to: [{cidr: \"2001:db8::9/128\"}]",
                    "  ports: [{port: 53, protocol: UDP}]",
                    "  from: {executables: [\"/opt/my app/run\"], allowModified: true}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative", "/memfd:x (deleted)*", "/a/../b", "/tab\there"})
  void aPathThatNoPolicyCanNameIsLeftOut(String path) {
    Ask ask = Ask.to(new Host.Address(address("192.0.2.1")), 0, Protocol.TCP).by(path, true);
    assertThat(decide(ask, 2026).suggestion().getFirst().lines())
        .containsExactly("- to: [{cidr: 192.0.2.1/32}]", "  ports: any");
  }

  @Test
  void aDenyIsToBeNarrowed() {
    WorkloadPolicy policy =
        new WorkloadPolicy(
            Policies.of(Policies.enforce("deny: [{name: meta, to: [{cidr: 169.254.0.0/16}]}]")));
    Ask ask = Ask.to(new Host.Address(address("169.254.169.254")), 80, Protocol.TCP);
    assertThat(policy.decide(ask, at(2026)).suggestion())
        .extracting(Remedy::what)
        .containsExactly(
            "a deny comes before every allow: take 169.254.169.254 out of entry 'meta' of"
                + " EgressPolicy shop/checkout (p.yaml:6:10)",
            "add to 'allow' of EgressPolicy shop/checkout (p.yaml:1:1)");
  }

  private static List<Policy> withEntry(List<Policy> policies, Remedy step) {
    String text = Policies.enforce("allow:\n" + String.join("\n", step.lines()));
    AllowEntry entry = Policies.of(text).getFirst().allow().getFirst();
    List<Policy> changed = new ArrayList<>();
    for (Policy policy : policies) {
      List<AllowEntry> allow = new ArrayList<>(policy.allow());
      if (policy.id().equals(step.policy())) {
        allow.add(entry);
      }
      changed.add(
          new Policy(
              policy.id(),
              policy.place(),
              policy.pods(),
              policy.namespaces(),
              policy.mode(),
              allow,
              policy.deny(),
              policy.expiresAt()));
    }
    return changed;
  }

  private static Decision decide(Ask ask, int year) {
    return new WorkloadPolicy(Policies.of(POLICY)).decide(ask, at(year));
  }

  private static Instant at(int year) {
    return Instant.parse(year + "-01-01T00:00:00Z");
  }

  private static IpAddress address(String text) {
    return Objects.requireNonNull(IpAddress.parse(text));
  }
}
