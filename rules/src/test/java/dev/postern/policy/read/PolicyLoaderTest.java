package dev.postern.policy.read;

import static dev.postern.policy.read.Policies.enforce;
import static dev.postern.policy.read.Policies.errors;
import static dev.postern.policy.read.Policies.load;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.Cidr;
import dev.postern.policy.AllowEntry;
import dev.postern.policy.DenyEntry;
import dev.postern.policy.LabelSelector;
import dev.postern.policy.Mode;
import dev.postern.policy.NamePattern;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyId;
import dev.postern.policy.PolicyKind;
import dev.postern.policy.PortRange;
import dev.postern.policy.Ports;
import dev.postern.policy.ProcessCondition;
import dev.postern.policy.Protocol;
import dev.postern.policy.Requirement;
import dev.postern.policy.Target;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadCode;
import dev.postern.rules.source.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say, and when they say nothing. */
class PolicyLoaderTest {

  private static final String FULL =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: checkout, namespace: shop}
      spec:
        selector: {matchLabels: {app: checkout}}
        mode: Enforce
        allow:
        - name: payment-api
          to:
          - fqdn: api.payments.example
          - fqdn: "*.CDN.example."
          - cidr: 198.51.100.0/24
            except: [198.51.100.13/32]
          - cidr: 2001:db8::7
          - service: {name: cart, namespace: shop}
          ports: [{port: 443, protocol: TCP}, {port: 8000, endPort: 8010, protocol: UDP}]
          from: {executables: [/usr/bin/java], containers: [app], allowModified: true}
          tls: {sni: required}
          expiresAt: 2026-12-31T01:00:00.9+01:00
        - to: [{service: {name: db}}]
          ports: any
        deny:
        - to: [{cidr: 169.254.169.254/32}]
        expiresAt: 2027-01-31T00:00:00Z
      ---
      apiVersion: postern.dev/v1alpha1
      kind: ClusterEgressPolicy
      metadata: {name: baseline, labels: {team: platform}}
      spec:
        namespaceSelector: {matchLabels: {tier: web}}
        mode: Audit
        allow:
        - to: [{cidr: 10.0.0.0/8}]
          ports: [{port: 443}]
      """;

  @Test
  void everyKeyHasItsMeaning() {
    List<Policy> policies = Policies.of(FULL);
    assertThat(policies)
        .containsExactly(
            new Policy(
                new PolicyId(PolicyKind.NAMESPACED, "shop", "checkout"),
                new Place("p.yaml", 1, 1),
                new LabelSelector(Map.of("app", "checkout")),
                LabelSelector.EVERYTHING,
                Mode.ENFORCE,
                List.of(
                    new AllowEntry(
                        "payment-api",
                        new Place("p.yaml", 8, 5),
                        List.of(
                            new Target.Name(new NamePattern("api.payments.example", false)),
                            new Target.Name(new NamePattern("cdn.example", true)),
                            new Target.Block(
                                cidr("198.51.100.0/24"), List.of(cidr("198.51.100.13/32"))),
                            new Target.Block(cidr("2001:db8::7/128"), List.of()),
                            new Target.Service("cart", "shop")),
                        new Ports(
                            List.of(
                                new PortRange(Protocol.TCP, 443, 443),
                                new PortRange(Protocol.UDP, 8000, 8010))),
                        new ProcessCondition(Set.of("/usr/bin/java"), Set.of("app"), true),
                        false,
                        true,
                        Instant.parse("2026-12-31T00:00:00Z")),
                    new AllowEntry(
                        "allow[1]",
                        new Place("p.yaml", 20, 5),
                        List.of(new Target.Service("db", "shop")),
                        Ports.ANY,
                        ProcessCondition.ANY,
                        false,
                        false,
                        null)),
                List.of(
                    new DenyEntry(
                        "deny[0]",
                        new Place("p.yaml", 23, 5),
                        List.of(new Target.Block(cidr("169.254.169.254/32"), List.of())),
                        Ports.ANY)),
                Instant.parse("2027-01-31T00:00:00Z")),
            new Policy(
                new PolicyId(PolicyKind.CLUSTER, null, "baseline"),
                new Place("p.yaml", 26, 1),
                LabelSelector.EVERYTHING,
                new LabelSelector(Map.of("tier", "web")),
                Mode.AUDIT,
                List.of(
                    new AllowEntry(
                        "allow[0]",
                        new Place("p.yaml", 33, 5),
                        List.of(new Target.Block(cidr("10.0.0.0/8"), List.of())),
                        new Ports(List.of(new PortRange(Protocol.TCP, 443, 443))),
                        ProcessCondition.ANY,
                        false,
                        false,
                        null)),
                List.of(),
                null));
  }

  @Test
  void whatThisVersionCannotEnforceIsNamed() {
    PolicyLoad load = load(FULL);
    assertThat(Objects.requireNonNull(load.policies()).requirements())
        .extracting(Requirement::toString)
        .containsExactly(
            "p.yaml:8:5: entry 'payment-api' of EgressPolicy shop/checkout needs TLS server names"
                + " ('tls.sni'), which this version does not enforce yet");
    assertThat(load.warnings())
        .hasSize(1)
        .allMatch(warning -> warning.code() == LoadCode.LOAD_NOT_ENFORCED);
  }

  @Test
  void aNoteSaysWhatAWildcardStandsFor() {
    assertThat(load(FULL).notes())
        .extracting(Diagnostic::message)
        .containsExactly(
            "'*.cdn.example' matches a.cdn.example and a.b.cdn.example; it does not match"
                + " cdn.example, nor acdn.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policies: []",
        "{apiVersion: postern.dev/v1alpha1, kind: EgressPolicyList, items: []}"
      })
  void thatThereIsNoneCanBeSaid(String text) {
    assertThat(Policies.of(text)).isEmpty();
  }

  @Test
  void aListHoldsPolicies() {
    String item = enforce("").indent(2).replaceFirst("  ", "- ");
    assertThat(Policies.of("policies:\n" + item)).hasSize(1);
    String list = "apiVersion: postern.dev/v1alpha1\nkind: EgressPolicyList\nitems:\n";
    assertThat(Policies.of(list + item)).hasSize(1);
    assertThat(errors(list.replace("EgressPolicyList", "List") + item))
        .containsExactly("p.yaml:2:7: a list of policies is of kind EgressPolicyList");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "{}", "---\n---\n", "null"})
  void anEmptyFileIsNoPolicy(String text) {
    assertThat(errors(text))
        .isNotEmpty()
        .allMatch(error -> error.contains("empty") && error.contains("'policies: []'"));
  }

  @Test
  void anEmptyDocumentBesideAPolicyIsAnErrorToo() {
    assertThat(errors(enforce("") + "---\n")).hasSize(1).first().asString().contains("empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "[]",
        "- a",
        "policies: {}",
        "policies:",
        "items: []",
        "a: &x [1]\nb: *x"
      })
  void otherYamlIsNoPolicy(String text) {
    assertThat(load(text).policies()).isNull();
  }

  @Test
  void noFileIsAnError() {
    assertThat(PolicyLoader.loadSources(List.of(), Policies.NOW).policies()).isNull();
  }

  @Test
  void errorsOfAllFilesComeTogetherInTheirOrder() {
    assertThat(errors(enforce("allow: 1").replace("Enforce", "Enforced"), "kind: Pod"))
        .containsExactly(
            "p.yaml:5:9: 'Enforced' is no mode: one of Enforce, Audit, Learn (did you mean"
                + " 'Enforce'?)",
            "p.yaml:6:10: 'allow' is a sequence: [ … ]",
            "p1.yaml:1:1: required key 'apiVersion' is missing (apiVersion: postern.dev/v1alpha1)",
            "p1.yaml:1:1: required key 'metadata.name' is missing",
            "p1.yaml:1:1: required key 'spec' is missing",
            "p1.yaml:1:7: 'Pod' is no kind of policy: EgressPolicy or ClusterEgressPolicy");
  }

  @Test
  void anErrorKnowsItsPolicyAndItsLine() {
    Diagnostic error = load(enforce("mod: Audit")).errors().getFirst();
    assertThat(error.rule()).isEqualTo("EgressPolicy shop/checkout");
    assertThat(Objects.requireNonNull(error.snippet()).lines())
        .containsExactly("      mod: Audit", "      ^");
  }

  @Test
  void aNameIsThereOnce() {
    assertThat(errors(enforce(""), enforce("")))
        .containsExactly(
            "p1.yaml:1:1: EgressPolicy shop/checkout is there already, at p.yaml:1:1 (give it"
                + " another name, or join their entries)");
    assertThat(Policies.of(enforce(""), enforce("").replace("shop", "other"))).hasSize(2);
  }

  @Test
  void whatHasExpiredIsWarnedOf() {
    assertThat(
            load(enforce(
                    """
                    expiresAt: 2026-10-01T00:00:00Z
                    allow:
                    - to: [{cidr: 10.0.0.0/8}]
                      ports: any
                      expiresAt: 2026-10-01T00:00:01Z
                    """))
                .warnings())
        .extracting(Diagnostic::message)
        .containsExactly("the policy allows nothing since 2026-10-01T00:00:00Z");
  }

  @Test
  void aCeilingWithoutAllowIsWarnedOf() {
    String cluster =
        enforce("deny: [{to: [{cidr: 127.0.0.0/8}]}]")
            .replace("EgressPolicy", "ClusterEgressPolicy")
            .replace(", namespace: shop", "");
    assertThat(load(cluster).warnings())
        .extracting(Diagnostic::code)
        .containsExactly(LoadCode.LOAD_DENIES_ALL, LoadCode.LOAD_NEVER_MATCHES);
  }

  @Test
  void foldersAreReadWithoutTheirTests(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), enforce(""));
    Files.writeString(folder.resolve("a_test.yaml"), "tests: []");
    assertThat(PolicyLoader.load(List.of(folder), Policies.NOW).errors()).isEmpty();
    Path missing = folder.resolve("shipped");
    assertThat(PolicyLoader.load(List.of(missing, folder), Policies.NOW).errors())
        .extracting(Diagnostic::toString)
        .containsExactly(missing + ": no such file or folder");
  }

  private static Cidr cidr(String text) {
    return Objects.requireNonNull(Cidr.parse(text));
  }
}
