package dev.postern.policy;

import dev.postern.rules.source.Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of {@code allow}.
 *
 * @param name as written, or {@code allow[0]} by its index
 * @param place where it stands
 * @param privateAddresses {@code privateAddresses: allow}: whether names of others than the cluster
 *     may lead to private addresses
 * @param sniRequired {@code tls: {sni: required}}
 * @param expiresAt when it stops to allow, in whole seconds, or null for never
 */
public record AllowEntry(
    String name,
    Place place,
    List<Target> to,
    Ports ports,
    ProcessCondition from,
    boolean privateAddresses,
    boolean sniRequired,
    @Nullable Instant expiresAt) {

  public AllowEntry {
    to = List.copyOf(to);
  }

  /** Whether it is about addresses, whatever their names. */
  boolean hasBlocks() {
    return to.stream().anyMatch(Target.Block.class::isInstance);
  }

  /** Whether it is about a host, by address or by a name of it, at any port. */
  public boolean names(Host host) {
    Host admitted =
        host instanceof Host.Address address && !privateAddresses ? address.withoutForeign() : host;
    return to.stream().anyMatch(target -> target.matches(admitted));
  }
}
