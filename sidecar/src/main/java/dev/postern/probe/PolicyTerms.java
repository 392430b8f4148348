package dev.postern.probe;

import dev.postern.policy.image.SocketKind;
import java.util.Set;

/**
 * How a policy is enforced, besides what it allows.
 *
 * @param refusal errno that a refused call gets, not negated
 * @param sockets that may be made besides TCP's and UDP's
 * @param forwarderPort on this network's loopback, where the scope's questions to resolvers go; 0
 *     to let them go where they are sent
 */
public record PolicyTerms(int refusal, Set<SocketKind> sockets, int forwarderPort) {

  public PolicyTerms {
    sockets = Set.copyOf(sockets);
  }
}
