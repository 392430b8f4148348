package dev.postern.policy;

/** The two kinds of policies. */
public enum PolicyKind {
  /** Of one namespace; those that select a workload are joined by union. */
  NAMESPACED("EgressPolicy"),
  /** Of the cluster; each that selects a workload is a ceiling. */
  CLUSTER("ClusterEgressPolicy");

  private final String text;

  PolicyKind(String text) {
    this.text = text;
  }

  /** As {@code kind:} writes it. */
  public String text() {
    return text;
  }
}
