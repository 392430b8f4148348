package dev.postern.confinement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who a command is and what it may do.
 *
 * @param identity its user and groups
 * @param bounding the most that it and everything it starts can ever have
 * @param ambient what it has though it is not root; inheritable too, without which nothing is
 *     ambient
 */
record Privileges(Identity identity, Set<Capability> bounding, Set<Capability> ambient) {

  /**
   * Root keeps the default of containers, nobody else anything, and both what is given back.
   *
   * @param owned what Postern has itself, as bits
   * @throws ConfinementException in one line, when it is to give what it has not
   */
  static Privileges of(Identity identity, Set<Capability> given, long owned)
      throws ConfinementException {
    for (Capability each : given) {
      if (!has(owned, each)) {
        throw ConfinementException.refused(
            "--caps", "%s cannot be given back: Postern does not have it itself".formatted(each));
      }
    }
    if (!identity.isRoot()) {
      return new Privileges(identity, Set.copyOf(given), Set.copyOf(given));
    }
    Set<Capability> bounding = Capability.containerDefaultWithoutRawSockets();
    bounding.addAll(given);
    bounding.removeIf(each -> !has(owned, each));
    return new Privileges(identity, bounding, Set.of());
  }

  private static boolean has(long bits, Capability capability) {
    return (bits & Capability.mask(Set.of(capability))) != 0;
  }

  /** Arguments of setpriv(1). */
  List<String> setprivArguments() {
    List<String> arguments = new ArrayList<>(identity.setprivArguments());
    arguments.add("--no-new-privs");
    arguments.add("--bounding-set=" + only(bounding));
    arguments.add("--inh-caps=" + only(ambient));
    arguments.add("--ambient-caps=" + only(ambient));
    return arguments;
  }

  private static String only(Collection<Capability> capabilities) {
    return capabilities.stream()
        .sorted()
        .map(each -> ",+" + each.setprivName())
        .collect(Collectors.joining("", "-all", ""));
  }

  /** What a process that should have these has differently, in words; nothing if all is right. */
  List<String> differences(ProcessStatus status) {
    List<String> wrong = new ArrayList<>();
    if (!status.isOnly(identity.uid(), identity.gid())) {
      wrong.add("user and group are not %d:%d".formatted(identity.uid(), identity.gid()));
    }
    if (!status.noNewPrivileges()) {
      wrong.add("no_new_privs is not set");
    }
    for (String set : ProcessStatus.CAPABILITY_SETS) {
      long wanted =
          Capability.mask(set.equals("CapInh") || set.equals("CapAmb") ? ambient : bounding);
      if (status.capabilities(set) != wanted) {
        wrong.add("%s is %x, not %x".formatted(set, status.capabilities(set), wanted));
      }
    }
    return wrong;
  }
}
