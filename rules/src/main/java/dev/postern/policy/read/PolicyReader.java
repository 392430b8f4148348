package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.policy.AllowEntry;
import dev.postern.policy.DenyEntry;
import dev.postern.policy.LabelSelector;
import dev.postern.policy.Mode;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicyId;
import dev.postern.policy.PolicyKind;
import dev.postern.policy.Workload;
import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.YamlKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** One policy, read from its document. */
final class PolicyReader {

  /** The version of the language. */
  static final String API_VERSION = "postern.dev/v1alpha1";

  private static final Set<String> KEYS = Set.of("apiVersion", "kind", "metadata", "spec");
  private static final Set<String> METADATA = Set.of("name", "namespace", "labels", "annotations");
  private static final Set<String> SPEC =
      Set.of("selector", "namespaceSelector", "mode", "allow", "deny", "expiresAt");

  private final YamlKeys keys;
  private final PolicyProblems problems;

  PolicyReader(YamlKeys keys, PolicyProblems problems) {
    this.keys = keys;
    this.problems = problems;
  }

  /** What a document calls its policy, as errors in it say; null when it does not. */
  static @Nullable String label(String file, Node node) {
    YamlKeys keys = new YamlKeys(file, node, "", (_, _, _) -> {});
    YamlKeys metadata = keys.keys("metadata");
    String name = metadata == null ? null : metadata.text("name");
    if (metadata == null || name == null) {
      return null;
    }
    if (PolicyKind.CLUSTER.text().equals(keys.text("kind"))) {
      return new PolicyId(PolicyKind.CLUSTER, null, name).toString();
    }
    String namespace = metadata.text("namespace");
    return new PolicyId(
            PolicyKind.NAMESPACED, namespace == null ? Workload.DEFAULT_NAMESPACE : namespace, name)
        .toString();
  }

  static void requireVersion(YamlKeys keys, PolicyProblems problems) {
    String version = keys.text("apiVersion");
    if (!keys.has("apiVersion")) {
      problems.missing(keys, "apiVersion", "apiVersion: " + API_VERSION);
    } else if (version != null && !version.equals(API_VERSION)) {
      problems.value(
          keys.place("apiVersion"),
          "unknown version " + quoted(version),
          "this version of Postern reads " + API_VERSION);
    }
  }

  /** Reads it; what is returned after an error must not be used. */
  Policy read() {
    keys.refuseOthersThan(KEYS);
    requireVersion(keys, problems);
    PolicyId id = id(kind());
    YamlKeys spec = keys.keys("spec");
    if (spec == null) {
      problems.missing(keys, "spec", null);
      LabelSelector any = LabelSelector.EVERYTHING;
      return new Policy(id, keys.place(), any, any, Mode.ENFORCE, List.of(), List.of(), null);
    }
    spec.refuseOthersThan(SPEC);
    SelectorReader selectors = new SelectorReader(problems);
    LabelSelector namespaces = selectors.read(spec, "namespaceSelector");
    if (spec.has("namespaceSelector") && id.kind() == PolicyKind.NAMESPACED) {
      problems.value(
          spec.place("namespaceSelector"),
          "an EgressPolicy selects in its own namespace only",
          "leave 'namespaceSelector' to a ClusterEgressPolicy");
    }
    EntryReader entries = new EntryReader(id, problems);
    return new Policy(
        id,
        keys.place(),
        selectors.read(spec, "selector"),
        namespaces,
        mode(spec),
        allow(spec, entries),
        deny(spec, entries),
        new TimeReader(problems::value).read(spec, "expiresAt"));
  }

  private PolicyKind kind() {
    String text = keys.text("kind");
    List<String> known = Stream.of(PolicyKind.values()).map(PolicyKind::text).toList();
    for (PolicyKind kind : PolicyKind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    if (!keys.has("kind")) {
      problems.missing(keys, "kind", String.join(" or ", known));
    } else if (text != null) {
      problems.value(
          keys.place("kind"),
          quoted(text) + " is no kind of policy: " + String.join(" or ", known),
          NearestName.suggestion(text, known));
    }
    return PolicyKind.NAMESPACED;
  }

  private PolicyId id(PolicyKind kind) {
    YamlKeys metadata = keys.keys("metadata");
    String name = metadata == null ? null : metadata.text("name");
    if (metadata == null || !metadata.has("name")) {
      problems.missing(metadata == null ? keys : metadata, "metadata.name", null);
    }
    if (metadata != null) {
      metadata.refuseOthersThan(METADATA);
      if (name != null && !ObjectNames.isSubdomain(name)) {
        problems.value(
            metadata.place("name"), quoted(name) + " " + ObjectNames.SUBDOMAIN_EXPECTED, null);
      }
    }
    String namespace = metadata == null ? null : metadata.text("namespace");
    if (metadata != null && namespace != null && kind == PolicyKind.CLUSTER) {
      problems.value(
          metadata.place("namespace"),
          "a ClusterEgressPolicy has no namespace",
          "use 'namespaceSelector' in 'spec', or the kind EgressPolicy");
    } else if (metadata != null && namespace != null && !ObjectNames.isLabel(namespace)) {
      problems.value(
          metadata.place("namespace"), quoted(namespace) + " " + ObjectNames.LABEL_EXPECTED, null);
    }
    String own = namespace == null ? Workload.DEFAULT_NAMESPACE : namespace;
    return new PolicyId(kind, kind == PolicyKind.CLUSTER ? null : own, name == null ? "" : name);
  }

  private Mode mode(YamlKeys spec) {
    List<String> known = Stream.of(Mode.values()).map(Mode::text).toList().reversed();
    String text = spec.text("mode");
    for (Mode mode : Mode.values()) {
      if (mode.text().equals(text)) {
        return mode;
      }
    }
    if (!spec.has("mode")) {
      problems.missing(spec, "mode", "one of " + String.join(", ", known));
    } else if (text != null) {
      problems.value(
          spec.place("mode"),
          quoted(text) + " is no mode: one of " + String.join(", ", known),
          NearestName.suggestion(text, known));
    }
    return Mode.ENFORCE;
  }

  private List<AllowEntry> allow(YamlKeys spec, EntryReader entries) {
    List<AllowEntry> allow = new ArrayList<>();
    for (Node node : spec.items("allow")) {
      allow.add(entries.allow(node, allow.size()));
    }
    return allow;
  }

  private List<DenyEntry> deny(YamlKeys spec, EntryReader entries) {
    List<DenyEntry> deny = new ArrayList<>();
    for (Node node : spec.items("deny")) {
      deny.add(entries.deny(node, deny.size()));
    }
    return deny;
  }
}
