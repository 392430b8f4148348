package dev.postern.policy;

import dev.postern.event.Cidr;
import dev.postern.event.IpAddress;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;

/**
 * What policies mean, written from their description and not from the reference: one answer, no
 * reason, nothing shared with the code under test but the values.
 */
final class BruteForce {

  private BruteForce() {}

  static boolean allows(Collection<Policy> selected, Ask ask, Instant at) {
    IpAddress address = ((Host.Address) ask.host()).address();
    if (within(address, "127.0.0.0", 8, 32) || within(address, "::1", 128, 128)) {
      return true;
    }
    int strictest = -1;
    for (Policy policy : selected) {
      strictest = Math.max(strictest, strictness(policy));
    }
    boolean namespaceHasOne = false;
    boolean namespaceAllows = false;
    boolean everyCeilingAllows = true;
    boolean denied = false;
    for (Policy policy : selected) {
      if (strictness(policy) == strictest) {
        for (DenyEntry entry : policy.deny()) {
          denied |= ports(entry.ports(), ask) && entry.to().stream().anyMatch(b -> in(b, address));
        }
        boolean allows = false;
        for (AllowEntry entry : policy.allow()) {
          allows |= allows(policy, entry, ask, address, at);
        }
        if (policy.id().namespace() == null) {
          everyCeilingAllows &= allows;
        } else {
          namespaceHasOne = true;
          namespaceAllows |= allows;
        }
      }
    }
    return !denied && (namespaceAllows || !namespaceHasOne) && everyCeilingAllows;
  }

  private static int strictness(Policy policy) {
    return switch (policy.mode()) {
      case ENFORCE -> 3;
      case AUDIT -> 2;
      case LEARN -> 1;
    };
  }

  private static boolean allows(
      Policy policy, AllowEntry entry, Ask ask, IpAddress address, Instant at) {
    Instant policyEnd = policy.expiresAt();
    Instant entryEnd = entry.expiresAt();
    if (policyEnd != null && policyEnd.compareTo(at) <= 0) {
      return false;
    }
    if (entryEnd != null && entryEnd.compareTo(at) <= 0) {
      return false;
    }
    boolean named = false;
    for (Target target : entry.to()) {
      named |= target instanceof Target.Block block && in(block, address);
    }
    ProcessCondition from = entry.from();
    if (!from.containers().isEmpty()
        && (ask.container() == null || !from.containers().contains(ask.container()))) {
      return false;
    }
    if (!from.executables().isEmpty()) {
      if (ask.executable() == null || !from.executables().contains(ask.executable())) {
        return false;
      }
      if (ask.modified() && !from.allowModified()) {
        return false;
      }
    }
    return named && ports(entry.ports(), ask);
  }

  private static boolean ports(Ports ports, Ask ask) {
    for (PortRange range : ports.ranges()) {
      if (range.protocol() == ask.protocol()
          && ask.port() >= range.first()
          && ask.port() <= range.last()) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(Target.Block block, IpAddress address) {
    boolean in = within(address, block.block());
    for (Cidr except : block.except()) {
      in &= !within(address, except);
    }
    return in;
  }

  private static boolean within(IpAddress address, Cidr cidr) {
    return within(
        address, cidr.network().toString(), cidr.prefix(), cidr.network().isV4() ? 32 : 128);
  }

  private static boolean within(IpAddress address, String network, int prefix, int bits) {
    IpAddress other = IpAddress.parse(network);
    return other != null
        && address.isV4() == (bits == 32)
        && number(address).xor(number(other)).shiftRight(bits - prefix).signum() == 0;
  }

  private static BigInteger number(IpAddress address) {
    return new BigInteger(Long.toUnsignedString(address.high()))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(address.low())));
  }
}
