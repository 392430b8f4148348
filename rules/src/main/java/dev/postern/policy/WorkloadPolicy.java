package dev.postern.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies that select one workload, joined.
 *
 * <p>This is the reference for what policies mean, written to be read; docs/policy.md says the same
 * in words. The strictest mode governs, and only policies of that mode count.
 */
public final class WorkloadPolicy {

  private final List<Policy> selected;
  private final @Nullable Mode mode;
  private final JoinedPolicies effective;

  /** Joins policies that all select the workload. */
  public WorkloadPolicy(List<Policy> selected) {
    this.selected = List.copyOf(selected);
    this.mode = selected.stream().map(Policy::mode).max(Comparator.naturalOrder()).orElse(null);
    this.effective = mode == null ? JoinedPolicies.of(List.of()) : atLeast(mode);
  }

  /** The mode that governs, or null when no policy selects: everything is allowed then. */
  public @Nullable Mode mode() {
    return mode;
  }

  /** Every policy that selects, of whatever mode. */
  public List<Policy> selected() {
    return selected;
  }

  /** The policies that count, of one namespace or several; joined by union. */
  public List<Policy> namespaced() {
    return effective.namespaced();
  }

  /** The cluster policies that count; each is a ceiling. */
  public List<Policy> ceilings() {
    return effective.ceilings();
  }

  /** What entries that count ask for beyond addresses. */
  public List<Requirement> requirements() {
    return Requirement.of(selected.stream().filter(policy -> policy.mode() == mode).toList());
  }

  /**
   * Whether a resolver may be asked for a name: whether an address that it leads to could be
   * allowed by it. Who may ask for anything can send anything, in names.
   *
   * @param name in lower case, without a dot at its end
   * @param container whose entries count; null for none in particular
   */
  public boolean mayAsk(String name, @Nullable String container, Instant at) {
    return effective.mayAsk(new Host.Name(name), container, at);
  }

  /** Whether any entry that counts is about a name or a Service. */
  public boolean namesHosts() {
    return Stream.concat(namespaced().stream(), ceilings().stream())
        .flatMap(policy -> policy.allow().stream())
        .flatMap(entry -> entry.to().stream())
        .anyMatch(target -> !(target instanceof Target.Block));
  }

  /** What policy says, why, and what would change it. */
  public Decision decide(Ask ask, Instant at) {
    Outcome outcome = effective.decide(ask, at);
    Policy policy = outcome.policy();
    return new Decision(
        outcome.verdict(),
        outcome.reason(),
        mode,
        policy == null ? null : policy.id(),
        outcome.entry(),
        outcome.verdict() == Verdict.ALLOW
            ? List.of()
            : NearMisses.of(effective.refusing(ask, at), ask, at),
        notes(ask, at, outcome),
        outcome.verdict() == Verdict.ALLOW ? List.of() : Remedies.of(effective, outcome, ask, at));
  }

  /** One for each laxer mode whose policies would change the verdict if they counted too. */
  private List<String> notes(Ask ask, Instant at, Outcome outcome) {
    List<String> notes = new ArrayList<>();
    for (Mode laxer : Mode.values()) {
      if (mode != null
          && mode.isStricterThan(laxer)
          && selected.stream().anyMatch(policy -> policy.mode() == laxer)) {
        Outcome other = atLeast(laxer).decide(ask, at);
        if (other.verdict() != outcome.verdict()) {
          notes.add(
              "the mode %s governs; if policies in mode %s counted too: %s, %s"
                  .formatted(mode.text(), laxer.text(), other.verdict().text(), other.words()));
        }
      }
    }
    return notes;
  }

  private JoinedPolicies atLeast(Mode least) {
    return JoinedPolicies.of(
        selected.stream().filter(policy -> !least.isStricterThan(policy.mode())).toList());
  }
}
