package dev.postern.policy.image;

import dev.postern.policy.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workload's policy as tables.
 *
 * <p>Looked up so: the class of an address is that of the longest block that holds it. Allowed is
 * what an allowance of (class, subject, protocol, port) allows at this time, or one of (class, 0,
 * protocol, port); of neither, it is refused. Loopback is not in it: nobody looks it up.
 *
 * @param mode null when no policy selects the workload; the tables then allow everything
 */
public record PolicyImage(
    @Nullable Mode mode,
    List<Destination> destinations,
    List<Allowance> allowances,
    List<Subject> subjects) {

  public PolicyImage {
    destinations = List.copyOf(destinations);
    allowances = List.copyOf(allowances);
    subjects = List.copyOf(subjects);
  }
}
