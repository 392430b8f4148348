package dev.postern.rules.pack;

import dev.postern.event.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the API server says to a NetworkPolicy (networking.k8s.io/v1, Kubernetes 1.33) with {@code
 * --validate=strict}: unknown keys, and the checks of its own validation that matter here.
 */
final class NetworkPolicyShape {

  private static final String NAME = "[a-z0-9]([-a-z0-9.]*[a-z0-9])?";
  private static final String LABEL = "([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";

  private final List<String> problems = new ArrayList<>();

  private NetworkPolicyShape() {}

  /** Everything wrong with a document, by its path; empty when it is valid. */
  static List<String> problems(Object document) {
    NetworkPolicyShape shape = new NetworkPolicyShape();
    shape.policy(document);
    return shape.problems;
  }

  private void policy(Object document) {
    Map<String, @Nullable Object> policy =
        keys("", document, Set.of("apiVersion", "kind", "metadata", "spec"));
    check(".apiVersion", "networking.k8s.io/v1".equals(policy.get("apiVersion")));
    check(".kind", "NetworkPolicy".equals(policy.get("kind")));
    Map<String, @Nullable Object> metadata =
        keys(
            ".metadata",
            policy.get("metadata"),
            Set.of("name", "namespace", "labels", "annotations"));
    check(".metadata.name", String.valueOf(metadata.get("name")).matches(NAME));
    Map<String, @Nullable Object> spec =
        keys(
            ".spec", policy.get("spec"), Set.of("podSelector", "policyTypes", "ingress", "egress"));
    check(".spec.podSelector is missing", spec.containsKey("podSelector"));
    selector(".spec.podSelector", spec.get("podSelector"));
    List<String> types = PackYaml.texts(spec.get("policyTypes"));
    check(".spec.policyTypes", !types.isEmpty() && Set.of("Ingress", "Egress").containsAll(types));
    check(
        ".spec.ingress without its type", types.contains("Ingress") == spec.containsKey("ingress"));
    check(".spec.egress without its type", types.contains("Egress") == spec.containsKey("egress"));
    rules(".spec.ingress", spec.get("ingress"), "from");
    rules(".spec.egress", spec.get("egress"), "to");
  }

  private void rules(String at, @Nullable Object rules, String peers) {
    for (Object rule : PackYaml.sequence(rules)) {
      Map<String, @Nullable Object> keys = keys(at, rule, Set.of(peers, "ports"));
      PackYaml.sequence(keys.get(peers)).forEach(peer -> peer(at + "." + peers, peer));
      PackYaml.sequence(keys.get("ports")).forEach(port -> port(at + ".ports", port));
    }
  }

  private void peer(String at, Object peer) {
    Map<String, @Nullable Object> keys =
        keys(at, peer, Set.of("podSelector", "namespaceSelector", "ipBlock"));
    check(at + " is empty", !keys.isEmpty());
    check(at + " has a block and a selector", !keys.containsKey("ipBlock") || keys.size() == 1);
    selector(at + ".podSelector", keys.get("podSelector"));
    selector(at + ".namespaceSelector", keys.get("namespaceSelector"));
    if (keys.containsKey("ipBlock")) {
      Map<String, @Nullable Object> block =
          keys(at + ".ipBlock", keys.get("ipBlock"), Set.of("cidr", "except"));
      Cidr cidr = Cidr.parse(String.valueOf(block.get("cidr")));
      check(at + ".ipBlock.cidr", cidr != null);
      for (String except : PackYaml.texts(block.get("except"))) {
        Cidr inside = Cidr.parse(except);
        check(
            at + ".ipBlock.except " + except,
            inside != null
                && cidr != null
                && cidr.contains(inside.network())
                && inside.prefix() > cidr.prefix());
      }
    }
  }

  private void port(String at, Object port) {
    Map<String, @Nullable Object> keys = keys(at, port, Set.of("protocol", "port", "endPort"));
    check(at + ".protocol", Set.of("TCP", "UDP", "SCTP").contains(keys.get("protocol")));
    check(
        at + ".port", keys.get("port") instanceof Integer number && number > 0 && number < 65_536);
  }

  private void selector(String at, @Nullable Object selector) {
    if (selector == null) {
      return;
    }
    Map<String, @Nullable Object> keys =
        keys(at, selector, Set.of("matchLabels", "matchExpressions"));
    if (keys.containsKey("matchLabels")) {
      PackYaml.map(keys.get("matchLabels"))
          .forEach(
              (label, value) ->
                  check(
                      at + ".matchLabels." + label,
                      label.matches(LABEL) && String.valueOf(value).matches(LABEL)));
    }
    for (Object expression : PackYaml.sequence(keys.get("matchExpressions"))) {
      Map<String, @Nullable Object> parts =
          keys(at + ".matchExpressions", expression, Set.of("key", "operator", "values"));
      boolean listed = Set.of("In", "NotIn").contains(parts.get("operator"));
      check(
          at + ".matchExpressions.operator",
          listed || Set.of("Exists", "DoesNotExist").contains(parts.get("operator")));
      check(
          at + ".matchExpressions.values",
          listed != PackYaml.sequence(parts.get("values")).isEmpty());
      check(at + ".matchExpressions.key", String.valueOf(parts.get("key")).matches(LABEL));
    }
  }

  private Map<String, @Nullable Object> keys(
      String at, @Nullable Object node, Set<String> allowed) {
    if (!(node instanceof Map)) {
      problems.add(at + " is no mapping");
      return Map.of();
    }
    Map<String, @Nullable Object> map = PackYaml.map(node);
    Set<String> unknown = new TreeSet<>(map.keySet());
    unknown.removeAll(allowed);
    unknown.forEach(key -> problems.add(at + "." + key + " is unknown"));
    return map;
  }

  private void check(String problem, boolean valid) {
    if (!valid) {
      problems.add(problem);
    }
  }
}
