package dev.postern.probe;

import dev.postern.abi.Layout;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.policy.image.Binding;
import dev.postern.policy.image.Destination;
import dev.postern.policy.image.PolicyImage;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the kernel is told of the policy of one scope, and what it lets the sidecar itself do. */
public final class KernelPolicy {

  private final BpfObject object;
  private final Path cgroup;
  private final Identity identity;
  private final PolicyTables tables;
  private final PortGuard guard;
  private final OwnDestinations ownDestinations;
  private final LearnedNames learnedNames;

  KernelPolicy(BpfObject object, Layout layout, Path cgroup, Identity identity) {
    this.object = object;
    this.cgroup = cgroup;
    this.identity = identity;
    tables = new PolicyTables(object, layout);
    guard = new PortGuard(object);
    ownDestinations = new OwnDestinations(object, layout);
    learnedNames = new LearnedNames(object, layout);
  }

  /** By what the probe tells this process from those it watches. */
  public Identity identity() {
    return identity;
  }

  /**
   * Keeps these ports for this process, in every mode of a policy: others in the scope can neither
   * reach them from this network namespace nor take them, also when this process is gone. Ports
   * that were kept before and are not among them are let go. Does nothing if this process cannot be
   * told from others.
   *
   * @param ports in this process' network namespace, TCP and UDP alike
   */
  public void guard(Set<Integer> ports) {
    guard.guard(identity.isKnown() ? ports : Set.of());
  }

  /** Takes in addresses by which the guarded ports have become reachable since. */
  public void refreshOwnAddresses() {
    guard.refresh();
  }

  /** Lets this process go there under every policy; where it could go before, no longer. */
  public void letThrough(Set<Endpoint> own) {
    ownDestinations.replace(own);
  }

  /** Names that were learnt here, by this process and those before it. */
  public LearnedNames learnedNames() {
    return learnedNames;
  }

  /**
   * Writes a policy into the kernel, to be put in force. Blocks for some milliseconds and more for
   * a large policy; for one thread at a time.
   *
   * @throws ProbeException when the kernel has no room for it; nothing changes then
   */
  public PolicyDraft draft(PolicyImage image, PolicyTerms terms) {
    return tables.draft(image, terms, isTranslated());
  }

  /**
   * Adds to the policy in force what an address is by its names; takes microseconds. Not while a
   * draft is put in force.
   *
   * @throws ProbeException when the kernel has no room for it
   */
  public void bind(Binding binding) {
    tables.bind(binding);
  }

  /**
   * Takes an address out of the policy in force that has no name any more. Not while a draft is put
   * in force.
   *
   * @param alone what the policy says of it by itself; null when it says nothing
   */
  public void release(IpAddress address, @Nullable Destination alone) {
    tables.release(address, alone);
  }

  /** Whether a CNI's socket load balancer, or its like, may rewrite what the scope sends to. */
  private boolean isTranslated() {
    try (CgroupHandle handle = CgroupHandle.open(cgroup)) {
      return object.isShared(Hook.SENDMSG4, handle.fd())
          || object.isShared(Hook.SENDMSG6, handle.fd());
    }
  }
}
