package dev.postern.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.policy.read.PolicyLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names a scope may ask its resolver for. */
class MayAskTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static final String NAMESPACED =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: checkout, namespace: shop}
      spec:
        mode: Enforce
        allow:
        - {to: [{fqdn: api.payments.example}, {fqdn: "*.cdn.example"}], ports: [{port: 443}]}
        - {to: [{service: {name: cart}}], ports: [{port: 80}]}
        - {to: [{fqdn: old.example}], ports: [{port: 443}], expiresAt: 2026-11-22T12:00:00Z}
        - {to: [{fqdn: side.example}], ports: [{port: 443}], from: {containers: [side]}}
        - {to: [{cidr: 203.0.113.0/24}], ports: any}
      """;

  @TempDir Path folder;

  private WorkloadPolicy policy(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("p.yaml"), text);
    var load = PolicyLoader.load(List.of(file), NOW);
    return Objects.requireNonNull(load.policies(), () -> load.errors().toString()).selectAll();
  }

  @ParameterizedTest
  @CsvSource({
    "api.payments.example, true",
    "payments.example, false",
    "x.api.payments.example, false",
    "a.cdn.example, true",
    "a.b.cdn.example, true",
    "cdn.example, false",
    "evilcdn.example, false",
    "cart.shop.svc, true",
    "cart.shop.svc.cluster.local, true",
    "web-0.cart.shop.svc.cluster.local, true",
    "_http._tcp.cart.shop.svc.cluster.local, true",
    "notcart.shop.svc.cluster.local, false",
    "cart.shop.svc.cluster.local.evil.example, false",
    "cart.shop, false",
    "cart.other.svc.cluster.local, false",
    "old.example, false",
    "side.example, false"
  })
  void thoseThatAnEntryIsAbout(String name, boolean may) throws IOException {
    assertThat(policy(NAMESPACED).mayAsk(name, "app", NOW)).isEqualTo(may);
  }

  @Test
  void anEntryForAContainerCountsThere() throws IOException {
    assertThat(policy(NAMESPACED).mayAsk("side.example", "side", NOW)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'fqdn: api.payments.example', true",
    "'fqdn: \"*.cdn.example\"', false",
    "'cidr: 198.51.100.0/24', true"
  })
  void aCeilingOfNamesRulesOthersOut(String target, boolean may) throws IOException {
    String ceiling =
        """
        ---
        apiVersion: postern.dev/v1alpha1
        kind: ClusterEgressPolicy
        metadata: {name: baseline}
        spec:
          mode: Enforce
          allow:
          - {to: [{%s}], ports: any}
        """
            .formatted(target);
    assertThat(policy(NAMESPACED + ceiling).mayAsk("api.payments.example", "app", NOW))
        .isEqualTo(may);
  }
}
