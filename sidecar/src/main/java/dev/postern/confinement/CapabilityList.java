package dev.postern.confinement;

import dev.postern.rules.SafeText;
import dev.postern.rules.source.NearestName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads what {@code --caps} gives back. */
public final class CapabilityList {

  private static final List<String> KNOWN =
      Arrays.stream(Capability.values()).map(Enum::name).toList();

  private CapabilityList() {}

  /**
   * The capabilities of some names.
   *
   * @param names as {@code NET_RAW} or {@code cap_net_raw}, in any case
   * @throws ConfinementException when one is unknown, in one line with the nearest there is
   */
  public static Set<Capability> parse(List<String> names) throws ConfinementException {
    Set<Capability> found = EnumSet.noneOf(Capability.class);
    for (String name : names) {
      found.add(Capability.named(name.strip()).orElseThrow(() -> unknown(name.strip())));
    }
    return found;
  }

  private static ConfinementException unknown(String name) {
    return ConfinementException.refused(
        "--caps",
        "no capability is called '%s': %s"
            .formatted(
                SafeText.oneLine(name),
                Objects.requireNonNullElse(
                    NearestName.suggestion(Capability.bareName(name), KNOWN),
                    "capabilities(7) lists them; write them as NET_RAW,KILL")));
  }
}
