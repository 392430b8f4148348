package dev.postern.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.abi.KernelEvent.Header;
import dev.postern.abi.KernelEvent.Socket;
import dev.postern.abi.ProcessKey;
import dev.postern.dns.Answer;
import dev.postern.dns.DnsName;
import dev.postern.dns.Question;
import dev.postern.dns.RecordType;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import dev.postern.policy.AnswerAdmission;
import dev.postern.reload.LoadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why something was refused, by the policy that was in force then. */
class PolicyRefusalsTest {

  private static final int REVISION = 7;
  private static final int TCP = 6;

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: checkout, namespace: shop}
      spec:
        mode: Enforce
        allow:
        - name: api
          to: [{cidr: 198.51.100.0/24}]
          ports: [{port: 443}]
          from: {executables: [/usr/bin/curl]}
        deny:
        - to: [{cidr: 203.0.113.0/24}]
      """;

  private static final NameBindings.Memory NONE =
      new NameBindings.Memory() {
        @Override
        public void keep(IpAddress address, String name, long untilMillis) {}

        @Override
        public void forget(IpAddress address, String name) {}
      };

  @TempDir Path folder;
  private final AnswerAdmission admission = new AnswerAdmission("cluster.local", Set.of());
  private final NameBindings names = new NameBindings(admission, Duration.ofMinutes(5), 100, NONE);
  private final PolicyRefusals refusals =
      new PolicyRefusals(
          names,
          new AskedNames(admission, () -> List.of("shop.svc.cluster.local", "corp.example")));

  @BeforeEach
  void putInForce() throws Exception {
    refusals.add(REVISION, load(POLICY));
  }

  private ScopePolicy load(String text) throws IOException, LoadFailure {
    Path file = Files.writeString(folder.resolve("p.yaml"), text);
    return new PolicyLoading(
            new PolicyLoading.Sources(
                List.of(file), null, null, null, Refusing.ECONNREFUSED, Set.of()))
        .load();
  }

  private Refusal refusal(Act act, int revision, String path, String address, int port) {
    return Objects.requireNonNull(refusal(act, revision, path, address, port, true));
  }

  private @Nullable Refusal audited(String address, int port) {
    return refusal(Act.CONNECT, REVISION + 1, "/usr/bin/curl", address, port, false);
  }

  private @Nullable Refusal refusal(
      Act act, int revision, String path, String address, int port, boolean enforced) {
    ProcessKey key = new ProcessKey(1, 42, 1);
    Endpoint remote = new Endpoint(Objects.requireNonNull(IpAddress.parse(address)), port);
    Blocked record =
        new Blocked(
            new Header(1, key, 0, 42, 0, 0),
            act,
            new Socket(1, TCP, false, null, remote),
            enforced,
            revision,
            enforced ? 111 : 0);
    return refusals.of(record, new ProcessImage(42, 1, "x", path, List.of("x"), 1, null));
  }

  @Test
  void whatNearlyAllowsItIsSaidAndWhatWould() {
    Refusal refusal = refusal(Act.CONNECT, REVISION, "/usr/bin/wget", "198.51.100.7", 443);
    assertThat(refusal.reason()).startsWith("not allowed; nearly by entry 'api' of EgressPolicy");
    assertThat(refusal.rule()).isEqualTo("EgressPolicy shop/checkout");
    assertThat(refusal.allow())
        .isEqualTo(
            "- to: [{cidr: 198.51.100.7/32}], ports: [{port: 443, protocol: TCP}],"
                + " from: {executables: [/usr/bin/wget]}");
    assertThat(refusal.enforced()).isTrue();
  }

  @Test
  void aDenialNamesItsEntry() {
    Refusal refusal = refusal(Act.CONNECT, REVISION, "/usr/bin/curl", "203.0.113.1", 443);
    assertThat(refusal.reason()).isEqualTo("denied");
    assertThat(refusal.rule()).contains("of EgressPolicy shop/checkout (");
    assertThat(refusal.allow()).startsWith("a deny comes before every allow");
  }

  @Test
  void whatOnlyTheKernelKnowsIsSaidInWords() {
    assertThat(refusal(Act.CONNECT, REVISION, "/usr/bin/curl", "198.51.100.7", 443).reason())
        .contains("the executable is not what its path says");
    assertThat(refusal(Act.PACKET, REVISION, "/usr/bin/curl", "198.51.100.7", 443).reason())
        .contains("elsewhere than its socket was allowed to");
  }

  @Test
  void aSocketOfAnotherProtocolHasNoRemedy() {
    Refusal refusal = refusal(Act.SOCKET, REVISION, "/usr/bin/curl", "::", 0);
    assertThat(refusal.reason())
        .isEqualTo("sockets of IP protocol 6 are not among --allow-sockets");
    assertThat(refusal.allow()).isNull();
  }

  @Test
  void thePolicyOfThenCountsNotTheOneOfNow() throws Exception {
    refusals.add(REVISION + 1, load(POLICY.replace("203.0.113.0/24", "192.0.2.0/24")));
    assertThat(refusal(Act.CONNECT, REVISION, "/usr/bin/curl", "203.0.113.1", 443).reason())
        .isEqualTo("denied");
    assertThat(refusal(Act.CONNECT, REVISION + 1, "/usr/bin/curl", "203.0.113.1", 443).reason())
        .isEqualTo("not allowed");
  }

  @Test
  void whatAProcessBeforeThisOneRefusedIsToldByTheOldestPolicyKnown() {
    assertThat(refusal(Act.CONNECT, 3, "/usr/bin/curl", "203.0.113.1", 443).reason())
        .isEqualTo("denied");
    assertThat(refusal(Act.CONNECT, 3, "/usr/bin/curl", "198.51.100.7", 443).reason())
        .isEqualTo("refused by a policy before this one");
  }

  /** The kernel knows no names while it only audits. */
  @Test
  void whatItsNameAllowsIsNoRefusalUnderAudit() throws Exception {
    refusals.add(
        REVISION + 1,
        load(
            """
            apiVersion: postern.dev/v1alpha1
            kind: EgressPolicy
            metadata: {name: checkout, namespace: shop}
            spec:
              mode: Audit
              allow:
              - {to: [{fqdn: api.example}], ports: [{port: 443}]}
            """));
    assertThat(audited("203.0.113.9", 443)).isNotNull();
    names.learn(
        new Answer(
            new Question(DnsName.of("api.example"), RecordType.A, Question.IN),
            List.of(),
            List.of(Objects.requireNonNull(IpAddress.parse("203.0.113.9"))),
            30),
        0);
    assertThat(audited("203.0.113.9", 443)).isNull();
    assertThat(audited("203.0.113.9", 80)).as("another port").isNotNull();
    assertThat(audited("203.0.113.8", 443)).as("no name").isNotNull();
    assertThat(audited("203.0.113.8", 53)).as("a resolver: asked by the forwarder").isNull();
  }

  @Test
  void aNameInNoPolicyIsRefusedOnceUnderTheNameThatWasMeant() throws Exception {
    refusals.add(
        REVISION + 1, load(POLICY.replace("{cidr: 198.51.100.0/24}", "{fqdn: api.example}")));
    assertThat(refusals.ofName("api.example")).isNull();
    assertThat(refusals.ofName("evil.example"))
        .isEqualTo(
            new Refusal(
                true,
                "the name is in no policy",
                "EgressPolicy shop/checkout",
                "- to: [{fqdn: evil.example}], with the ports that it needs"));
    assertThat(refusals.ofName("evil.example.corp.example")).as("a search list").isNull();
    assertThat(refusals.ofName("evil.example.shop.svc.cluster.local")).isNull();
    assertThat(refusals.ofName("cart.shop.svc.cluster.local")).as("a Service").isNotNull();
    assertThat(refusals.ofName("evil.corp.example")).isNotNull();
  }

  @Test
  void whereNoEntryNamesHostsAnythingMayBeAsked() {
    assertThat(refusals.ofName("evil.example")).isNull();
  }
}
