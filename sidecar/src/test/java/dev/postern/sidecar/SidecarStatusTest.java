package dev.postern.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.enforce.Refusing;
import dev.postern.enforce.ScopePolicy;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.image.PolicyCompiler;
import dev.postern.policy.image.PolicyTooLargeException;
import dev.postern.reload.LoadedRules;
import dev.postern.reload.LoadedRules.LoadedList;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSet;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.ShippedRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SidecarStatusTest {

  private static final Instant AT = Instant.parse("2026-01-02T15:30:01Z");

  private static LoadedRules loaded(String file, Instant at) {
    RuleSet rules =
        Objects.requireNonNull(
            RuleLoader.load(
                    Stream.concat(ShippedRules.defaults().stream(), ShippedRules.pack().stream())
                        .toList(),
                    RuleSettings.DEFAULT)
                .rules());
    return new LoadedRules(
        rules,
        List.of(file),
        List.of("careful"),
        List.of(new LoadedList("threat", 1_000_000, "/feeds/ips.txt")),
        at);
  }

  @Test
  void beforeAReloadThereIsNone() {
    JsonObject json = new SidecarStatus(loaded("/rules/a.yaml", AT)).json();
    assertThat(new ArrayList<>(json.fieldNames()))
        .containsExactly(
            "version", "startedAt", "uptimeSeconds", "rules", "policy", "lists", "probe");
    assertThat(json.getValue("policy")).isNull();
    assertThat(json.getString("version")).isEqualTo(Version.text());
    assertThat(json.getLong("uptimeSeconds")).isNotNegative();
    JsonObject rules = json.getJsonObject("rules");
    assertThat(rules.getJsonArray("files")).isEqualTo(JsonArray.of("/rules/a.yaml"));
    assertThat(rules.getInteger("count")).isGreaterThan(5);
    assertThat(rules.getJsonArray("warnings")).isEqualTo(JsonArray.of("careful"));
    assertThat(rules.getString("loadedAt")).isEqualTo("2026-01-02T15:30:01Z");
    assertThat(rules.containsKey("lastReload")).isTrue();
    assertThat(rules.getJsonObject("lastReload")).isNull();
    assertThat(json.getJsonArray("lists").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("name", "threat")
                .put("entries", 1_000_000)
                .put("file", "/feeds/ips.txt"));
    assertThat(json.getJsonObject("probe").getBoolean("attached")).isFalse();
  }

  @Test
  void thePolicyInForceIsShownAndWhatBecameOfTheNext() throws PolicyTooLargeException {
    SidecarStatus status = new SidecarStatus(loaded("/rules/a.yaml", AT));
    WorkloadPolicy none = new WorkloadPolicy(List.of());
    status.enforced(
        new ScopePolicy(
            none,
            PolicyCompiler.compileNamed(none, null),
            null,
            Refusing.EPERM,
            Set.of(),
            List.of("/policy.yaml"),
            List.of(),
            AT));
    JsonObject first = status.json().getJsonObject("policy");
    assertThat(first.getJsonArray("files")).isEqualTo(JsonArray.of("/policy.yaml"));
    assertThat(first.getInteger("policies")).isZero();
    assertThat(first.getValue("mode")).isNull();
    assertThat(first.getValue("lastReload")).isNull();
    status.policyFailed(List.of("policy.yaml:1:1: no"));
    JsonObject reload = status.json().getJsonObject("policy").getJsonObject("lastReload");
    assertThat(reload.getString("result")).isEqualTo("error");
    assertThat(reload.getJsonArray("errors")).isEqualTo(JsonArray.of("policy.yaml:1:1: no"));
  }

  @Test
  void aFailureIsShownBesideTheRulesThatStay() {
    SidecarStatus status = new SidecarStatus(loaded("/rules/a.yaml", AT));
    status.reloaded(loaded("/rules/b.yaml", AT.plusSeconds(60)));
    JsonObject good = status.json().getJsonObject("rules");
    assertThat(good.getJsonObject("lastReload"))
        .isEqualTo(
            new JsonObject("{\"at\":\"2026-01-02T15:31:01Z\",\"result\":\"ok\",\"errors\":[]}"));
    status.reloadFailed(List.of("b.yaml:1:1: no", "and this"));
    JsonObject bad = status.json().getJsonObject("rules");
    assertThat(bad.getJsonArray("files")).isEqualTo(JsonArray.of("/rules/b.yaml"));
    assertThat(bad.getString("loadedAt")).isEqualTo("2026-01-02T15:31:01Z");
    assertThat(bad.getJsonObject("lastReload").getString("result")).isEqualTo("error");
    assertThat(bad.getJsonObject("lastReload").getJsonArray("errors"))
        .isEqualTo(JsonArray.of("b.yaml:1:1: no", "and this"));
  }
}
