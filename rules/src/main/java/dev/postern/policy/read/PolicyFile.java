package dev.postern.policy.read;

import dev.postern.policy.Policy;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.Diagnostics;
import dev.postern.rules.LoadCode;
import dev.postern.rules.RuleSource;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.YamlKeys;
import dev.postern.rules.source.YamlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The documents of one file: policies, and lists of them. */
final class PolicyFile {

  private static final String SAY_NONE =
      "an empty policy file never means that everything is allowed: write 'policies: []'";
  private static final String LIST = "EgressPolicyList";

  /** Each would be read again: a small file could ask for any number of reads. */
  private static final int ALIASES = 0;

  private final RuleSource source;
  private final Diagnostics diagnostics;
  private final PolicyProblems problems;
  private final List<Policy> policies = new ArrayList<>();

  PolicyFile(RuleSource source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.problems = new PolicyProblems(source.name(), null, diagnostics);
  }

  /** What is returned after an error must not be used. */
  List<Policy> read() {
    String text = source.text();
    try {
      List<Node> documents =
          YamlText.documents(
              source.name(), text.startsWith("\ufeff") ? text.substring(1) : text, ALIASES);
      if (documents.isEmpty()) {
        problems.add(Place.file(source.name()), "the file is empty", SAY_NONE);
      }
      documents.forEach(this::document);
    } catch (YamlText.BadYamlException e) {
      diagnostics.error(
          Diagnostic.of(LoadCode.LOAD_ERR_YAML_PARSE, e.place(), null, e.message(), null));
    }
    return policies;
  }

  private void document(Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
      problems.add(problems.place(node), "an empty document", SAY_NONE);
      return;
    }
    YamlKeys keys = problems.keys(node, "a document");
    if (keys.has("policies")) {
      keys.refuseOthersThan(Set.of("policies"));
      keys.items("policies").forEach(this::policy);
    } else if (keys.has("items")) {
      keys.refuseOthersThan(Set.of("apiVersion", "kind", "metadata", "items"));
      PolicyReader.requireVersion(keys, problems);
      if (!LIST.equals(keys.text("kind"))) {
        problems.add(keys.place("kind"), "a list of policies is of kind " + LIST, null);
      }
      keys.items("items").forEach(this::policy);
    } else if (!keys.entries().isEmpty()) {
      policy(node);
    } else if (node instanceof MappingNode) {
      problems.add(problems.place(node), "an empty document", SAY_NONE);
    }
  }

  private void policy(Node node) {
    PolicyProblems named =
        new PolicyProblems(source.name(), PolicyReader.label(source.name(), node), diagnostics);
    policies.add(new PolicyReader(named.keys(node, "a policy"), named).read());
  }
}
