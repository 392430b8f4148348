package dev.postern.enforce;

import dev.postern.abi.KernelEvent.Act;
import dev.postern.abi.KernelEvent.Blocked;
import dev.postern.attribution.Refusals;
import dev.postern.event.Endpoint;
import dev.postern.event.ProcessImage;
import dev.postern.event.Refusal;
import dev.postern.policy.Ask;
import dev.postern.policy.Decision;
import dev.postern.policy.EntryName;
import dev.postern.policy.Host;
import dev.postern.policy.PolicyId;
import dev.postern.policy.Protocol;
import dev.postern.policy.Remedy;
import dev.postern.policy.Verdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains refusals by the policy that was in force then: the kernel refuses by tables, which know
 * no entry. Safe to use from any thread.
 */
final class PolicyRefusals implements Refusals {

  private record InForce(int revision, ScopePolicy policy) {}

  /** Records of refusals may be that many policies behind. */
  private static final int KEPT = 4;

  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_UDPLITE = 136;

  private static final int DNS_PORT = 53;
  private static final int LAST_PORT = 65535;

  private final NameBindings names;
  private final AskedNames asked;
  private final Deque<InForce> policies = new ArrayDeque<>();

  /**
   * Explains nothing yet.
   *
   * @param names by which addresses go
   * @param asked says which names may be asked for
   */
  PolicyRefusals(NameBindings names, AskedNames asked) {
    this.names = names;
    this.asked = asked;
  }

  /** From now on records may name this policy by its number. */
  synchronized void add(int revision, ScopePolicy policy) {
    policies.addFirst(new InForce(revision, policy));
    if (policies.size() > KEPT) {
      policies.removeLast();
    }
  }

  /** What a process before this one had in force is not known: then the oldest that is. */
  private synchronized @Nullable InForce find(int revision) {
    return policies.stream()
        .filter(policy -> policy.revision() == revision)
        .findFirst()
        .orElse(policies.peekLast());
  }

  @Override
  public @Nullable Refusal of(Blocked record, @Nullable ProcessImage process) {
    return switch (record.act()) {
      case SOCKET ->
          unruled(
              record,
              "sockets of IP protocol %d are not among --allow-sockets"
                  .formatted(record.socket().protocol()));
      case OWN_PORT, BIND -> unruled(record, "the sidecar's own port");
      case CONNECT, SENDTO, PACKET ->
          record.socket().protocol() == IPPROTO_ICMP || record.socket().protocol() == IPPROTO_ICMPV6
              ? unruled(record, "only where every port is allowed may packets without ports go")
              : ruled(record, process);
    };
  }

  /** By the policy that is in force now: a question has no number of its own. */
  @Override
  public @Nullable Refusal ofName(String name) {
    InForce inForce = newest();
    return inForce == null ? null : asked.refusal(inForce.policy(), name);
  }

  private synchronized @Nullable InForce newest() {
    return policies.peekFirst();
  }

  private @Nullable Refusal ruled(Blocked record, @Nullable ProcessImage process) {
    InForce inForce = find(record.revision());
    Endpoint remote = record.socket().remote();
    if (inForce == null || remote == null) {
      return UNEXPLAINED.of(record, process);
    }
    ScopePolicy policy = inForce.policy();
    Host.Address host = names.of(remote.address());
    if (!record.enforced() && isAllowedByName(record, host, remote, process, policy)) {
      return null;
    }
    Decision decision = decide(record, host, remote, process, policy);
    String reason =
        decision.verdict() == Verdict.ALLOW && inForce.revision() != record.revision()
            ? "refused by a policy before this one"
            : reason(record, decision);
    return new Refusal(record.enforced(), reason, rule(decision), allow(decision));
  }

  /**
   * Whether Enforce would let through what the kernel, which knows no names under Audit, would
   * refuse: where a name leads, and questions to resolvers, which go to the forwarder then.
   */
  private static boolean isAllowedByName(
      Blocked record,
      Host.Address host,
      Endpoint remote,
      @Nullable ProcessImage process,
      ScopePolicy policy) {
    if (remote.port() == DNS_PORT && policy.policy().namesHosts()) {
      return true;
    }
    if (!host.bound().isEmpty() && isTrial(record, remote)) {
      return true;
    }
    Host.Address nameless = new Host.Address(host.address());
    return !host.equals(nameless)
        && decide(record, host, remote, process, policy).verdict() == Verdict.ALLOW
        && decide(record, nameless, remote, process, policy).verdict() == Verdict.DENY;
  }

  /**
   * Whether nothing can come of it: to sort the addresses of a name, C libraries connect a datagram
   * socket to each, at no port in particular.
   */
  private static boolean isTrial(Blocked record, Endpoint remote) {
    return record.act() == Act.CONNECT
        && record.socket().protocol() == IPPROTO_UDP
        && (remote.port() == 0 || remote.port() == LAST_PORT);
  }

  private static Decision decide(
      Blocked record,
      Host.Address host,
      Endpoint remote,
      @Nullable ProcessImage process,
      ScopePolicy policy) {
    return policy.policy().decide(ask(record, host, remote, process, policy), Instant.now());
  }

  /** What no entry of a policy has a say in. */
  private static Refusal unruled(Blocked record, String reason) {
    return new Refusal(record.enforced(), reason, null, null);
  }

  private static Ask ask(
      Blocked record,
      Host.Address host,
      Endpoint remote,
      @Nullable ProcessImage process,
      ScopePolicy policy) {
    int protocol = record.socket().protocol();
    return new Ask(
        host,
        remote.port(),
        protocol == IPPROTO_UDP || protocol == IPPROTO_UDPLITE ? Protocol.UDP : Protocol.TCP,
        process == null ? null : process.exePath(),
        false,
        policy.container());
  }

  private static String reason(Blocked record, Decision decision) {
    if (decision.verdict() == Verdict.ALLOW) {
      // The tables know what was decided; what the policy is asked with here is less.
      return record.act() == Act.PACKET
          ? "the packet goes elsewhere than its socket was allowed to"
          : "the executable is not what its path says: written to, deleted or mounted over";
    }
    String reason =
        switch (decision.reason()) {
          case DENIED_BY_ENTRY -> "denied";
          case EXPIRED -> "no longer allowed: expired";
          case OUTSIDE_CEILING -> "outside what the cluster allows";
          case NOT_ALLOWED -> "not allowed";
          case ALLOWED_BY_ENTRY, NO_POLICY, LOOPBACK -> throw new IllegalStateException();
        };
    return decision.nearMisses().isEmpty()
        ? reason
        : reason + "; nearly by " + decision.nearMisses().getFirst();
  }

  private static @Nullable String rule(Decision decision) {
    EntryName entry = decision.entry();
    PolicyId policy = decision.policy();
    return entry != null ? entry.toString() : policy == null ? null : policy.toString();
  }

  /** The first step of those that would allow it. */
  private static @Nullable String allow(Decision decision) {
    List<Remedy> remedies = decision.suggestion();
    if (remedies.isEmpty()) {
      return null;
    }
    Remedy first = remedies.getFirst();
    return first.lines().isEmpty()
        ? first.what()
        : first.lines().stream().map(String::strip).collect(Collectors.joining(", ", "", ""));
  }
}
