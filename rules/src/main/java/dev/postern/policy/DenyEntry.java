package dev.postern.policy;

import dev.postern.rules.source.Place;
import java.util.List;

/**
 * One item of {@code deny}, which no allow entry can lift.
 *
 * @param name as written, or {@code deny[0]} by its index
 * @param place where it stands
 */
public record DenyEntry(String name, Place place, List<Target.Block> to, Ports ports) {

  public DenyEntry {
    to = List.copyOf(to);
  }

  /** Whether it is about a host, at any port. */
  public boolean names(Host host) {
    return to.stream().anyMatch(block -> block.matches(host));
  }

  boolean matches(Ask ask) {
    return ports.contains(ask.protocol(), ask.port()) && names(ask.host());
  }
}
