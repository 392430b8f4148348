package dev.postern.policy.read;

import static dev.postern.policy.read.PolicyProblems.quoted;

import dev.postern.policy.ProcessCondition;
import dev.postern.rules.source.YamlKeys;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code from}. */
record ProcessReader(PolicyProblems problems) {

  private static final Set<String> KEYS =
      Set.of("executables", "containers", "digest", "allowModified");

  ProcessCondition read(YamlKeys from) {
    from.refuseOthersThan(KEYS);
    Set<String> executables = new LinkedHashSet<>();
    for (Node node : items(from, "executables")) {
      String path = from.text("executables", node);
      if (path != null && isPath(path, node)) {
        executables.add(path);
      }
    }
    Set<String> containers = new LinkedHashSet<>();
    for (Node node : items(from, "containers")) {
      String name = from.text("containers", node);
      if (name != null && !ObjectNames.isLabel(name)) {
        problems.value(from.place(node), quoted(name) + " " + ObjectNames.LABEL_EXPECTED, null);
      } else if (name != null) {
        containers.add(name);
      }
    }
    if (from.has("digest")) {
      problems.value(
          from.place("digest"),
          "'digest' is checked where files can be read, which this version does not do yet",
          "leave it out: 'executables' names the image's own file");
    }
    if (from.entries().isEmpty()) {
      problems.add(from.place(), "'from' names nothing", "leave it out if any process may");
    }
    boolean allowModified = flag(from, "allowModified");
    if (from.has("allowModified") && !from.has("executables")) {
      problems.value(
          from.place("allowModified"), "'allowModified' needs 'executables' that it is for", null);
    }
    return new ProcessCondition(executables, containers, allowModified);
  }

  private Iterable<Node> items(YamlKeys from, String key) {
    if (from.isSequence(key) && from.items(key).isEmpty()) {
      problems.add(
          from.place(key), "'" + key + "' is empty, so nobody is meant", "leave it out for any");
    }
    return from.items(key);
  }

  private boolean isPath(String path, Node node) {
    String fault = ExecutablePath.fault(path);
    if (fault != null) {
      problems.value(problems.place(node), quoted(path) + " " + fault, suggestion(path));
    }
    return fault == null;
  }

  private static @Nullable String suggestion(String path) {
    String clean = ExecutablePath.cleaned(path);
    return clean == null || clean.equals(path) ? null : "write " + quoted(clean);
  }

  private boolean flag(YamlKeys keys, String key) {
    String text = keys.text(key);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      problems.value(keys.place(key), "'" + key + "' is true or false", null);
    }
    return "true".equals(text);
  }
}
