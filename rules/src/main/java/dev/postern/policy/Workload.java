package dev.postern.policy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What policies select: a pod, or what stands for one.
 *
 * @param labels the pod's
 * @param namespaceLabels the namespace's; Kubernetes' own {@value #NAMESPACE_NAME} is always there
 */
public record Workload(
    String namespace, Map<String, String> labels, Map<String, String> namespaceLabels) {

  /** The label with its name that Kubernetes gives every namespace. */
  public static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  /** The namespace of what names none, as in Kubernetes. */
  public static final String DEFAULT_NAMESPACE = "default";

  public Workload {
    Map<String, String> all = new LinkedHashMap<>(namespaceLabels);
    all.put(NAMESPACE_NAME, namespace);
    labels = Map.copyOf(labels);
    namespaceLabels = Map.copyOf(all);
  }

  /** A workload of whose namespace only the name is known. */
  public Workload(String namespace, Map<String, String> labels) {
    this(namespace, labels, Map.of());
  }
}
