package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.policy.PortRange;
import dev.postern.policy.Ports;
import dev.postern.policy.Protocol;
import dev.postern.rules.source.YamlKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code ports}. */
record PortsReader(PolicyProblems problems) {

  private static final Set<String> KEYS = Set.of("port", "endPort", "protocol");
  private static final String ANY = "any";
  private static final int NONE = -1;

  /** Of an entry; {@link Ports#ANY} when left out, or wrong and reported. */
  Ports read(YamlKeys entry) {
    YamlKeys.Entry given = entry.entries().get("ports");
    if (given == null) {
      return Ports.ANY;
    }
    if (given.value() instanceof ScalarNode scalar) {
      if (!scalar.getValue().equals(ANY)) {
        problems.value(
            entry.place("ports"),
            quoted(scalar.getValue()) + " is not 'any' and not a sequence of ports",
            "ports: [{port: 443, protocol: TCP}]");
      }
      return Ports.ANY;
    }
    List<PortRange> ranges = new ArrayList<>();
    for (Node node : entry.items("ports")) {
      range(node, ranges);
    }
    if (entry.isSequence("ports") && entry.items("ports").isEmpty()) {
      problems.value(entry.place("ports"), "'ports' is empty", "[{port: 443}], or 'any'");
    }
    return ranges.isEmpty() ? Ports.ANY : new Ports(ranges);
  }

  private void range(Node node, List<PortRange> ranges) {
    if (node instanceof ScalarNode scalar) {
      problems.value(
          problems.place(node),
          "a port is a mapping",
          isPort(scalar.getValue()) ? "{port: " + scalar.getValue() + "}" : "{port: 443}");
      return;
    }
    YamlKeys keys = problems.keys(node, "a port").refuseOthersThan(KEYS);
    if (!keys.has("port")) {
      problems.missing(keys, "port", "'ports: any' is every port");
    }
    int first = port(keys, "port");
    int last = keys.has("endPort") ? port(keys, "endPort") : first;
    Protocol protocol = protocol(keys);
    if (first != NONE && last != NONE && last < first) {
      problems.value(keys.place("endPort"), "'endPort' " + last + " is below " + first, null);
    } else if (first != NONE && last != NONE) {
      ranges.add(new PortRange(protocol, first, last));
    }
  }

  private int port(YamlKeys keys, String key) {
    String text = keys.text(key);
    if (text == null) {
      return NONE;
    }
    if (!isPort(text)) {
      problems.value(
          keys.place(key), quoted(text) + " is not a port: a number from 1 to 65535", null);
      return NONE;
    }
    return Integer.parseInt(text);
  }

  private static boolean isPort(String text) {
    return text.length() <= 5
        && text.matches("[1-9][0-9]*")
        && Integer.parseInt(text) <= PortRange.HIGHEST;
  }

  private Protocol protocol(YamlKeys keys) {
    String text = keys.text("protocol");
    if (text == null) {
      return Protocol.TCP;
    }
    for (Protocol protocol : Protocol.values()) {
      if (protocol.name().equals(text)) {
        return protocol;
      }
    }
    String upper = text.length() <= 3 ? text.toUpperCase(Locale.ROOT) : "";
    problems.value(
        keys.place("protocol"),
        quoted(text) + " is not TCP or UDP",
        upper.equals("TCP") || upper.equals("UDP") ? "protocol: " + upper : null);
    return Protocol.TCP;
  }
}
