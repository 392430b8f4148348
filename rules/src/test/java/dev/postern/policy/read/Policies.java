package dev.postern.policy.read;

import dev.postern.policy.Policy;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.RuleSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Loads policies from text. */
public final class Policies {

  /** When all of this happens. */
  public static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");

  private Policies() {}

  public static PolicyLoad load(String... texts) {
    List<RuleSource> sources = new ArrayList<>();
    for (String text : texts) {
      sources.add(new RuleSource("p" + (sources.isEmpty() ? "" : sources.size()) + ".yaml", text));
    }
    return PolicyLoader.loadSources(sources, NOW);
  }

  /** The policies of texts without errors. */
  public static List<Policy> of(String... texts) {
    PolicyLoad load = load(texts);
    if (load.policies() == null) {
      throw new AssertionError(load.errors().toString());
    }
    return load.policies().policies();
  }

  /** Every error, as it is told. */
  public static List<String> errors(String... texts) {
    return load(texts).errors().stream().map(Diagnostic::toString).toList();
  }

  /** A policy in mode Enforce with these lines below {@code spec}, indented by two. */
  public static String enforce(String spec) {
    return """
    apiVersion: postern.dev/v1alpha1
    kind: EgressPolicy
    metadata: {name: checkout, namespace: shop}
    spec:
      mode: Enforce
    """
        + spec.indent(2);
  }
}
