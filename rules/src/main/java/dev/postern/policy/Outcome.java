package dev.postern.policy;

import org.jspecify.annotations.Nullable;

/** A verdict with its reason, before anything is explained. */
record Outcome(Verdict verdict, Reason reason, @Nullable Policy policy, @Nullable EntryName entry) {

  static Outcome allowed(Reason reason) {
    return new Outcome(Verdict.ALLOW, reason, null, null);
  }

  static Outcome allowed(Policy policy, AllowEntry entry) {
    return new Outcome(
        Verdict.ALLOW,
        Reason.ALLOWED_BY_ENTRY,
        policy,
        new EntryName(policy.id(), entry.name(), entry.place()));
  }

  static Outcome denied(Policy policy, DenyEntry entry) {
    return new Outcome(
        Verdict.DENY,
        Reason.DENIED_BY_ENTRY,
        policy,
        new EntryName(policy.id(), entry.name(), entry.place()));
  }

  /** For want of an entry. */
  static Outcome refused(Reason reason, Policy policy) {
    return new Outcome(Verdict.DENY, reason, policy, null);
  }

  /** Because of what. */
  String words() {
    return entry == null ? reason.text() : entry.toString();
  }
}
