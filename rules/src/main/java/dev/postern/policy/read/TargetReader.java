package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.event.Cidr;
import dev.postern.policy.NamePattern;
import dev.postern.policy.Target;
import dev.postern.rules.source.YamlKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the items of {@code to}.
 *
 * @param namespace of the policy, for Services that name none; null for a cluster policy
 */
record TargetReader(@Nullable String namespace, PolicyProblems problems) {

  private static final Set<String> KEYS = Set.of("fqdn", "cidr", "except", "service");
  private static final List<String> KINDS = List.of("cidr", "fqdn", "service");

  /** Null, and reported, when it is none. */
  @Nullable Target read(Node node) {
    YamlKeys keys = problems.keys(node, "an item of 'to'").refuseOthersThan(KEYS);
    List<String> given = KINDS.stream().filter(keys::has).toList();
    if (given.size() != 1) {
      problems.add(
          keys.place(), "an item of 'to' has exactly one of 'cidr', 'fqdn' and 'service'", null);
      return null;
    }
    if (keys.has("except") && !keys.has("cidr")) {
      problems.add(keys.place("except"), "'except' goes with 'cidr' only", null);
    }
    return switch (given.getFirst()) {
      case "cidr" -> block(keys);
      case "fqdn" -> name(keys);
      default -> service(keys);
    };
  }

  /** An item of a deny: a block. */
  Target.@Nullable Block readDenied(Node node) {
    YamlKeys keys = problems.keys(node, "an item of 'to'").refuseOthersThan(KEYS);
    for (String never : List.of("fqdn", "service")) {
      if (keys.has(never)) {
        problems.value(
            keys.place(never),
            "a deny names addresses, not a '"
                + never
                + "': the same addresses have other names, so nothing would be kept out",
            "allow what is needed and leave the rest out, or deny a 'cidr'");
        return null;
      }
    }
    if (!keys.has("cidr")) {
      problems.missing(keys, "cidr", null);
      return null;
    }
    return block(keys);
  }

  private Target.@Nullable Block block(YamlKeys keys) {
    String text = keys.text("cidr");
    Cidr block = text == null ? null : CidrReader.read(text, keys.place("cidr"), problems::value);
    List<Cidr> except = new ArrayList<>();
    for (Node node : keys.items("except")) {
      String inner = keys.text("except", node);
      Cidr cidr =
          inner == null ? null : CidrReader.read(inner, problems.place(node), problems::value);
      if (cidr != null && block != null) {
        if (cidr.prefix() <= block.prefix() || !block.contains(cidr.network())) {
          problems.value(
              problems.place(node),
              "'except' " + cidr + " is not inside " + block,
              cidr.equals(block) ? "leave the item out: nothing of it is left" : null);
        }
        except.add(cidr);
      }
    }
    return block == null ? null : new Target.Block(block, except);
  }

  private @Nullable Target name(YamlKeys keys) {
    String text = keys.text("fqdn");
    NamePattern pattern =
        text == null ? null : NameReader.read(text, keys.place("fqdn"), problems::value);
    return pattern == null ? null : new Target.Name(pattern);
  }

  private @Nullable Target service(YamlKeys keys) {
    YamlKeys service = keys.keys("service");
    if (service == null) {
      return null;
    }
    service.refuseOthersThan(Set.of("name", "namespace"));
    String name = objectName(service, "name");
    String in = service.has("namespace") ? objectName(service, "namespace") : namespace;
    if (!service.has("name")) {
      problems.missing(service, "name", null);
    }
    if (!service.has("namespace") && namespace == null) {
      problems.missing(service, "namespace", "a ClusterEgressPolicy has none of its own");
    }
    return name == null || in == null ? null : new Target.Service(name, in);
  }

  private @Nullable String objectName(YamlKeys keys, String key) {
    String name = keys.text(key);
    if (name != null && !ObjectNames.isLabel(name)) {
      problems.value(keys.place(key), quoted(name) + " " + ObjectNames.LABEL_EXPECTED, null);
      return null;
    }
    return name;
  }
}
