package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.policy.AllowEntry;
import dev.postern.policy.DenyEntry;
import dev.postern.policy.PolicyId;
import dev.postern.policy.Ports;
import dev.postern.policy.ProcessCondition;
import dev.postern.policy.Target;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.YamlKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the items of {@code allow} and {@code deny} of one policy. */
final class EntryReader {

  private static final Set<String> ALLOW =
      Set.of("name", "to", "ports", "from", "privateAddresses", "tls", "expiresAt");
  private static final Set<String> DENY =
      Set.of("name", "to", "ports", "expiresAt", "from", "privateAddresses", "tls");

  /** Refused with a reason of their own. */
  private static final List<String> NEVER_OF_DENY =
      List.of("expiresAt", "from", "privateAddresses", "tls");

  private static final Set<String> TLS = Set.of("sni");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62})");
  private static final String EVERYWHERE =
      "everywhere is 'to: [{cidr: 0.0.0.0/0}, {cidr: \"::/0\"}]'";

  private final TargetReader targets;
  private final PolicyProblems problems;
  private final Map<String, Place> names = new HashMap<>();

  EntryReader(PolicyId policy, PolicyProblems problems) {
    this.problems = problems;
    this.targets = new TargetReader(policy.namespace(), problems);
  }

  AllowEntry allow(Node node, int index) {
    YamlKeys keys = problems.keys(node, "an item of 'allow'").refuseOthersThan(ALLOW);
    List<Target> to = new ArrayList<>();
    for (Node target : to(keys)) {
      Target read = targets.read(target);
      if (read != null) {
        to.add(read);
      }
    }
    if (!keys.has("ports")) {
      problems.missing(
          keys, "ports", "[{port: 443}]; every port is open only where it says 'ports: any'");
    }
    YamlKeys from = keys.keys("from");
    return new AllowEntry(
        name(keys, "allow[" + index + "]"),
        keys.place(),
        to,
        new PortsReader(problems).read(keys),
        from == null ? ProcessCondition.ANY : new ProcessReader(problems).read(from),
        privateAddresses(keys),
        sniRequired(keys),
        new TimeReader(problems::value).read(keys, "expiresAt"));
  }

  DenyEntry deny(Node node, int index) {
    YamlKeys keys = problems.keys(node, "an item of 'deny'").refuseOthersThan(DENY);
    for (String never : NEVER_OF_DENY) {
      YamlKeys.Entry entry = keys.entries().get(never);
      if (entry != null) {
        problems.value(
            entry.place(),
            "a deny has no '" + never + "': it is for everybody and does not end by itself",
            null);
      }
    }
    List<Target.Block> to = new ArrayList<>();
    for (Node target : to(keys)) {
      Target.Block read = targets.readDenied(target);
      if (read != null) {
        to.add(read);
      }
    }
    return new DenyEntry(
        name(keys, "deny[" + index + "]"),
        keys.place(),
        to,
        keys.has("ports") ? new PortsReader(problems).read(keys) : Ports.ANY);
  }

  private List<Node> to(YamlKeys keys) {
    List<Node> to = keys.items("to");
    if (!keys.has("to")) {
      problems.missing(keys, "to", EVERYWHERE);
    } else if (to.isEmpty() && keys.isSequence("to")) {
      problems.add(keys.place("to"), "'to' is empty, so this would be about nothing", EVERYWHERE);
    }
    return to;
  }

  private String name(YamlKeys keys, String otherwise) {
    String name = keys.text("name");
    if (name == null) {
      return otherwise;
    }
    Place place = keys.place("name");
    if (name.length() > 63 || !NAME.matcher(name).matches()) {
      problems.value(
          place,
          quoted(name) + " is no name of an entry: letters, digits, '.', '_' and '-', up to 63",
          null);
    } else if (names.putIfAbsent(name, place) != null) {
      problems.value(
          place,
          quoted(name) + " is the name of an entry at " + names.get(name) + " already",
          null);
    }
    return name;
  }

  private boolean privateAddresses(YamlKeys keys) {
    String value = keys.text("privateAddresses");
    if (value != null && !value.equals("allow")) {
      problems.value(
          keys.place("privateAddresses"),
          "'privateAddresses' can only be 'allow'",
          "or leave it out if names must not lead to private addresses");
    }
    return value != null;
  }

  private boolean sniRequired(YamlKeys keys) {
    YamlKeys tls = keys.keys("tls");
    if (tls == null) {
      return false;
    }
    tls.refuseOthersThan(TLS);
    String sni = tls.text("sni");
    if (!tls.has("sni")) {
      problems.missing(tls, "sni", "tls: {sni: required}");
    } else if (sni != null && !sni.equals("required")) {
      problems.value(
          tls.place("sni"), "'sni' can only be 'required'", "or leave 'tls' out if it is not");
    }
    return true;
  }
}
