package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a policy is known by; no two in a set have the same.
 *
 * @param namespace null exactly for a cluster policy
 */
public record PolicyId(PolicyKind kind, @Nullable String namespace, String name) {

  public PolicyId {
    if ((namespace == null) != (kind == PolicyKind.CLUSTER)) {
      throw new IllegalArgumentException(kind + " with namespace " + namespace);
    }
  }

  /** {@code EgressPolicy shop/checkout}, {@code ClusterEgressPolicy baseline}. */
  @Override
  public String toString() {
    return kind.text() + " " + (namespace == null ? name : namespace + "/" + name);
  }
}
