package dev.postern.names;

import org.jspecify.annotations.Nullable;

/**
 * What a name of the cluster's own domain names (Kubernetes' DNS specification 1.1.0).
 *
 * @param service null for a pod's name
 */
record ClusterName(@Nullable String service, String namespace) {

  /**
   * Reads a name.
   *
   * @param name in lower case, without a dot at its end
   * @param domain the cluster's, likewise: {@code cluster.local}
   * @return null for a name of nobody's in the cluster
   */
  static @Nullable ClusterName read(String name, String domain) {
    if (!name.endsWith("." + domain)) {
      return null;
    }
    String[] labels = name.substring(0, name.length() - domain.length() - 1).split("\\.", -1);
    int kind = labels.length - 1;
    if (kind < 2) {
      return null;
    }
    return switch (labels[kind]) {
      case "svc" -> new ClusterName(labels[kind - 2], labels[kind - 1]); // hosts stand before it
      case "pod" -> new ClusterName(null, labels[kind - 1]);
      default -> null;
    };
  }
}
