package dev.postern.policy.read;

import dev.postern.event.Cidr;
import dev.postern.policy.AllowEntry;
import dev.postern.policy.DenyEntry;
import dev.postern.policy.Host;
import dev.postern.policy.NamePattern;
import dev.postern.policy.Policy;
import dev.postern.policy.PolicySet;
import dev.postern.policy.Requirement;
import dev.postern.policy.Target;
import dev.postern.rules.Diagnostic;
import dev.postern.rules.Diagnostics;
import dev.postern.rules.LoadCode;
import dev.postern.rules.source.Place;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What valid policies may not be meant to say, and what their wildcards stand for. */
final class PolicyNotes {

  private final Diagnostics warnings;
  private final Diagnostics notes;
  private final Instant now;

  PolicyNotes(Diagnostics warnings, Diagnostics notes, Instant now) {
    this.warnings = warnings;
    this.notes = notes;
    this.now = now;
  }

  void read(PolicySet policies) {
    for (Requirement each : policies.requirements()) {
      warn(
          LoadCode.LOAD_NOT_ENFORCED, each.place(), each.policy().toString(), each.message(), null);
    }
    policies.policies().forEach(this::read);
  }

  private void read(Policy policy) {
    String id = policy.id().toString();
    if (policy.isCluster() && policy.allow().isEmpty()) {
      warn(
          LoadCode.LOAD_DENIES_ALL,
          policy.place(),
          id,
          "a cluster policy is a ceiling, and this one allows nothing to whatever it selects",
          "if it is there for its denies, allow everything else: 0.0.0.0/0 and \"::/0\", ports"
              + " any");
    }
    expired(policy.place(), id, "the policy", policy.expiresAt());
    for (AllowEntry entry : policy.allow()) {
      expired(entry.place(), id, "the entry '" + entry.name() + "'", entry.expiresAt());
      for (Target target : entry.to()) {
        if (target instanceof Target.Name(NamePattern pattern) && pattern.below()) {
          wildcard(entry, id, pattern);
        }
      }
    }
    for (DenyEntry entry : policy.deny()) {
      for (Target.Block block : entry.to()) {
        loopback(entry.place(), id, block.block());
      }
    }
  }

  private void expired(Place place, String policy, String what, @Nullable Instant end) {
    if (end != null && !now.isBefore(end)) {
      warn(LoadCode.LOAD_EXPIRED, place, policy, what + " allows nothing since " + end, null);
    }
  }

  private void wildcard(AllowEntry entry, String policy, NamePattern pattern) {
    String name = pattern.name();
    notes.warn(
        Diagnostic.of(
            LoadCode.LOAD_WILDCARD,
            entry.place(),
            policy,
            "'%s' matches a.%s and a.b.%s; it does not match %s, nor a%s"
                .formatted(pattern, name, name, name, name),
            null));
  }

  private void loopback(Place place, String policy, Cidr block) {
    if (new Host.Address(block.network()).isLoopback()) {
      warn(
          LoadCode.LOAD_NEVER_MATCHES,
          place,
          policy,
          "loopback is never refused, so a deny of " + block + " changes nothing",
          null);
    }
  }

  private void warn(
      LoadCode code, Place place, String policy, String message, @Nullable String suggestion) {
    warnings.warn(Diagnostic.of(code, place, policy, message, suggestion));
  }
}
