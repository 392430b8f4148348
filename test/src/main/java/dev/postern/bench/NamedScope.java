package dev.postern.bench;

import dev.postern.alert.AlertWriter;
import dev.postern.attribution.Containers;
import dev.postern.enforce.NameSettings;
import dev.postern.enforce.PolicyLoading;
import dev.postern.enforce.Refusing;
import dev.postern.enforce.ScopePolicy;
import dev.postern.policy.AnswerAdmission;
import dev.postern.reload.LoadFailure;
import dev.postern.resolve.NameRefusal;
import dev.postern.rules.RuleSet;
import dev.postern.sensor.OwnListeners;
import dev.postern.sensor.Sensor;
import dev.postern.sensor.SensorLoop;
import dev.postern.sensor.SensorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A scope under an enforced policy that names hosts: what asks in it, asks the forwarder. */
final class NamedScope implements AutoCloseable {

  private static final String POLICY =
      """
      apiVersion: postern.dev/v1alpha1
      kind: EgressPolicy
      metadata: {name: bench}
      spec: {mode: Enforce, allow: [{to: [{fqdn: "*.bench.example"}], ports: [{port: 443}]}]}
      """;

  private final BenchScope scope;
  private final Sensor sensor;
  private final AlertWriter alerts;

  private NamedScope(BenchScope scope, Sensor sensor, AlertWriter alerts) {
    this.scope = scope;
    this.sensor = sensor;
    this.alerts = alerts;
  }

  /**
   * Watched and enforced from now on.
   *
   * @param resolver its address, on port 53
   */
  static NamedScope create(SensorLoop loop, String resolver, RuleSet rules) {
    BenchScope scope = BenchScope.create();
    AlertWriter alerts = Sinks.json();
    try {
      Path folder = Files.createTempDirectory("postern-bench");
      Path conf = Files.writeString(folder.resolve("resolv.conf"), "nameserver " + resolver + "\n");
      Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
      Sensor sensor =
          Sensor.start(
              loop.vertx(),
              settings(scope, conf, load(policy)),
              OwnListeners.NONE,
              rules,
              alerts,
              _ -> {});
      Files.delete(conf);
      Files.delete(policy);
      Files.delete(folder);
      return new NamedScope(scope, sensor, alerts);
    } catch (IOException | LoadFailure e) {
      scope.close();
      throw new BenchFailure("no scope under a policy: " + e.getMessage(), e);
    }
  }

  private static SensorSettings settings(BenchScope scope, Path conf, ScopePolicy policy) {
    String domain = SensorSettings.CLUSTER_DOMAIN;
    return new SensorSettings(
        scope.cgroup().path(),
        Containers.always(Watch.CONTAINER),
        domain,
        Watch.RING_BYTES,
        null,
        policy,
        new NameSettings(
            conf, NameRefusal.NXDOMAIN, NameSettings.KEPT, new AnswerAdmission(domain, Set.of())));
  }

  private static ScopePolicy load(Path policy) throws LoadFailure {
    return new PolicyLoading(
            new PolicyLoading.Sources(
                List.of(policy), null, null, null, Refusing.ECONNREFUSED, Set.of()))
        .load();
  }

  BenchScope scope() {
    return scope;
  }

  @Override
  public void close() throws IOException {
    sensor.close();
    scope.close();
    alerts.close();
  }
}
