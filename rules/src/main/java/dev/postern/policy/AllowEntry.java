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
 * @param sniRequired {@code tls: {sni: required}}
 * @param expiresAt when it stops to allow, in whole seconds, or null for never
 */
public record AllowEntry(
    String name,
    Place place,
    List<Target> to,
    Ports ports,
    ProcessCondition from,
    boolean sniRequired,
    @Nullable Instant expiresAt) {

  public AllowEntry {
    to = List.copyOf(to);
  }

  boolean names(Host host) {
    return to.stream().anyMatch(target -> target.matches(host));
  }
}
