package dev.postern.policy;

import dev.postern.event.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out what to write so that a refused ask is allowed: an entry for it and nothing more. */
final class Remedies {

  private Remedies() {}

  static List<Remedy> of(JoinedPolicies joined, Outcome outcome, Ask ask, Instant at) {
    List<Remedy> steps = new ArrayList<>();
    if (outcome.reason() == Reason.DENIED_BY_ENTRY) {
      // One deny after the other: each is told when those before it are gone.
      steps.add(narrowed(outcome, ask));
    }
    for (List<Policy> part : joined.refusing(ask, at)) {
      Optional<Policy> open = part.stream().filter(policy -> !policy.isExpired(at)).findFirst();
      Policy policy = open.orElse(part.getFirst());
      if (open.isEmpty()) {
        steps.add(
            new Remedy(
                policy.id(),
                "give %s a later 'expiresAt', or none: it allows nothing since %s"
                    .formatted(named(policy), policy.expiresAt()),
                List.of()));
      }
      steps.add(
          new Remedy(policy.id(), "add to 'allow' of " + named(policy), SuggestedEntry.lines(ask)));
    }
    return steps;
  }

  private static Remedy narrowed(Outcome outcome, Ask ask) {
    PolicyId policy = outcome.policy() == null ? null : outcome.policy().id();
    if (policy == null || !(ask.host() instanceof Host.Address(IpAddress address, _))) {
      throw new IllegalArgumentException("only a policy denies, and only addresses: " + outcome);
    }
    return new Remedy(
        policy,
        "a deny comes before every allow: take " + address + " out of " + outcome.entry(),
        List.of());
  }

  private static String named(Policy policy) {
    return policy.id() + " (" + policy.place() + ")";
  }
}
