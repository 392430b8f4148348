package dev.postern.enforce;

import dev.postern.policy.Mode;
import dev.postern.policy.WorkloadPolicy;
import dev.postern.policy.image.CompiledPolicy;
import dev.postern.policy.image.PolicyImage;
import dev.postern.policy.image.SocketKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policy ready to be put in force, and where it came from; replaced whole.
 *
 * @param policy the policies that select the scope
 * @param compiled the same, for the kernel; for whoever enforces it alone
 * @param container the name that entries for containers may mean; null when there is none
 * @param refusing what refused calls get
 * @param sockets that may be made besides TCP's and UDP's
 * @param files that it was read from
 * @param warnings a line each
 * @param at when it was loaded
 */
public record ScopePolicy(
    WorkloadPolicy policy,
    CompiledPolicy compiled,
    @Nullable String container,
    Refusing refusing,
    Set<SocketKind> sockets,
    List<String> files,
    List<String> warnings,
    Instant at) {

  public ScopePolicy {
    sockets = Set.copyOf(sockets);
    files = List.copyOf(files);
    warnings = List.copyOf(warnings);
  }

  /** What the kernel gets of it before any name is known. */
  public PolicyImage image() {
    return compiled.image();
  }

  /** "enforce, 2 policies, 3 entries", or that no policy selects. */
  public String summary() {
    Mode mode = policy.mode();
    if (mode == null) {
      return "no policy selects it: everything is allowed";
    }
    int entries = policy.selected().stream().mapToInt(each -> each.allow().size()).sum();
    int policies = policy.selected().size();
    return "%s, %d %s, %d %s"
        .formatted(
            mode.text().toLowerCase(Locale.ROOT),
            policies,
            policies == 1 ? "policy" : "policies",
            entries,
            entries == 1 ? "entry that allows" : "entries that allow");
  }
}
