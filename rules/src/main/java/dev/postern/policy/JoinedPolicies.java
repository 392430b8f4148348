package dev.postern.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Policies that all count: denies first, then the namespace's union, then every ceiling.
 *
 * @param namespaced without one, the namespace's part allows everything
 * @param ceilings each must allow too
 */
record JoinedPolicies(List<Policy> namespaced, List<Policy> ceilings) {

  static JoinedPolicies of(List<Policy> policies) {
    return new JoinedPolicies(
        policies.stream().filter(policy -> !policy.isCluster()).toList(),
        policies.stream().filter(Policy::isCluster).toList());
  }

  Outcome decide(Ask ask, Instant at) {
    if (ask.host().isLoopback()) {
      return Outcome.allowed(Reason.LOOPBACK);
    }
    List<Outcome> allowed = new ArrayList<>();
    for (List<Policy> policies : List.of(ceilings, namespaced)) {
      for (Policy policy : policies) {
        for (DenyEntry entry : policy.deny()) {
          if (entry.matches(ask)) {
            return Outcome.denied(policy, entry);
          }
        }
      }
    }
    if (!namespaced.isEmpty()) {
      Optional<Outcome> found = allowing(namespaced, ask, at);
      if (found.isEmpty()) {
        boolean did = allowing(namespaced, ask, Instant.MIN).isPresent();
        return Outcome.refused(did ? Reason.EXPIRED : Reason.NOT_ALLOWED, namespaced.getFirst());
      }
      allowed.add(found.get());
    }
    for (Policy ceiling : ceilings) {
      Optional<Outcome> found = allowing(List.of(ceiling), ask, at);
      if (found.isEmpty()) {
        return Outcome.refused(Reason.OUTSIDE_CEILING, ceiling);
      }
      allowed.add(found.get());
    }
    return allowed.isEmpty() ? Outcome.allowed(Reason.NO_POLICY) : allowed.getFirst();
  }

  /**
   * Whether a name may be asked for: an entry of the namespace's part is about it, and no ceiling
   * rules it out. A ceiling of addresses judges what the name leads to, not the name.
   */
  boolean mayAsk(Host.Name name, @Nullable String container, Instant at) {
    return !namespaced.isEmpty()
        && isMeant(namespaced, name, container, at, false)
        && ceilings.stream()
            .allMatch(ceiling -> isMeant(List.of(ceiling), name, container, at, true));
  }

  private static boolean isMeant(
      List<Policy> union,
      Host.Name name,
      @Nullable String container,
      Instant at,
      boolean orAddresses) {
    return union.stream()
        .anyMatch(
            policy ->
                policy.allow().stream()
                    .filter(entry -> entry.from().namesContainer(container))
                    .filter(entry -> at.isBefore(policy.allowsUntil(entry)))
                    .anyMatch(entry -> entry.names(name) || (orAddresses && entry.hasBlocks())));
  }

  /** Each part that does not allow it: the namespace's policies, or one cluster policy. */
  List<List<Policy>> refusing(Ask ask, Instant at) {
    List<List<Policy>> refusing = new ArrayList<>();
    if (!namespaced.isEmpty() && allowing(namespaced, ask, at).isEmpty()) {
      refusing.add(namespaced);
    }
    for (Policy ceiling : ceilings) {
      if (allowing(List.of(ceiling), ask, at).isEmpty()) {
        refusing.add(List.of(ceiling));
      }
    }
    return refusing;
  }

  /** The first entry of a union that allows it. */
  private static Optional<Outcome> allowing(List<Policy> union, Ask ask, Instant at) {
    for (Policy policy : union) {
      for (AllowEntry entry : policy.allow()) {
        if (entry.names(ask.host())
            && entry.ports().contains(ask.protocol(), ask.port())
            && entry.from().namesExecutable(ask.executable())
            && !entry.from().refusesModified(ask.modified())
            && entry.from().namesContainer(ask.container())
            && at.isBefore(policy.allowsUntil(entry))) {
          return Optional.of(Outcome.allowed(policy, entry));
        }
      }
    }
    return Optional.empty();
  }
}
