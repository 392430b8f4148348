package dev.postern.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict and where it comes from.
 *
 * @param mode the mode that governs, or null when no policy selects
 * @param policy the policy that said so, or null when none did
 * @param entry its entry, or null when it is the lack of one
 * @param nearMisses of a refusal
 * @param notes what policies of a laxer mode would change, a line each
 * @param suggestion what would allow it; empty when it is allowed
 */
public record Decision(
    Verdict verdict,
    Reason reason,
    @Nullable Mode mode,
    @Nullable PolicyId policy,
    @Nullable EntryName entry,
    List<NearMiss> nearMisses,
    List<String> notes,
    List<Remedy> suggestion) {

  public Decision {
    nearMisses = List.copyOf(nearMisses);
    notes = List.copyOf(notes);
    suggestion = List.copyOf(suggestion);
  }

  /** Whether an enforcer lets it pass: only a denial under Enforce is one. */
  public boolean passes() {
    return verdict == Verdict.ALLOW || mode != Mode.ENFORCE;
  }
}
