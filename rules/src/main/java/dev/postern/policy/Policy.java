package dev.postern.policy;

import dev.postern.rules.source.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document of either kind.
 *
 * @param place where it stands
 * @param pods which pods it selects, in its namespace or in those of {@code namespaces}
 * @param namespaces of a cluster policy; any for a namespaced one, which has its own
 * @param expiresAt when it stops to allow, in whole seconds, or null for never; it selects and
 *     denies for ever
 */
public record Policy(
    PolicyId id,
    Place place,
    LabelSelector pods,
    LabelSelector namespaces,
    Mode mode,
    List<AllowEntry> allow,
    List<DenyEntry> deny,
    @Nullable Instant expiresAt) {

  public Policy {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  public boolean isCluster() {
    return id.kind() == PolicyKind.CLUSTER;
  }

  boolean selects(Workload workload) {
    String namespace = id.namespace();
    return pods.matches(workload.labels())
        && (namespace == null
            ? namespaces.matches(workload.namespaceLabels())
            : namespace.equals(workload.namespace()));
  }

  /** When one of its entries stops to allow: the sooner of both ends; {@link Instant#MAX} never. */
  public Instant allowsUntil(AllowEntry entry) {
    Instant own = expiresAt == null ? Instant.MAX : expiresAt;
    Instant of = entry.expiresAt() == null ? Instant.MAX : entry.expiresAt();
    return own.isBefore(of) ? own : of;
  }

  boolean isExpired(Instant at) {
    return expiresAt != null && !at.isBefore(expiresAt);
  }
}
