package dev.postern.enforce;

import dev.postern.event.Refusal;
import dev.postern.policy.AnswerAdmission;
import dev.postern.policy.Mode;
import dev.postern.policy.WorkloadPolicy;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which names may be asked for.
 *
 * @param search gives the domains that resolvers put behind names by themselves, in lower case
 */
record AskedNames(AnswerAdmission admission, Supplier<List<String>> search) {

  /**
   * Whether a policy that names hosts lets anybody ask for a name; any other leaves that open.
   *
   * @param name in lower case, without a dot at its end
   */
  boolean may(ScopePolicy policy, String name) {
    WorkloadPolicy selected = policy.policy();
    return selected.mode() == null
        || !selected.namesHosts()
        || admission.forms(name).stream()
            .anyMatch(form -> selected.mayAsk(form, policy.container(), Instant.now()));
  }

  /** Why a name may not be asked for; null where it may, or was not what anybody meant. */
  @Nullable Refusal refusal(ScopePolicy policy, String name) {
    Mode mode = policy.policy().mode();
    if (mode == null || mode == Mode.LEARN || may(policy, name) || isSearched(name)) {
      return null;
    }
    return new Refusal(
        mode == Mode.ENFORCE,
        "the name is in no policy",
        policy.policy().selected().getFirst().id().toString(),
        "- to: [{fqdn: %s}], with the ports that it needs".formatted(name));
  }

  /**
   * Whether a resolver tries its search list: the name that was meant comes by itself at the end.
   * Names of Services are meant as they are.
   */
  private boolean isSearched(String name) {
    return search.get().stream()
        .filter(domain -> name.endsWith("." + domain))
        .map(domain -> name.substring(0, name.length() - domain.length() - 1))
        .anyMatch(rest -> rest.indexOf('.') >= 0 && !admission.isService(name));
  }
}
