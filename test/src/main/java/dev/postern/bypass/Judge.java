package dev.postern.bypass;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Says which packets a regime does not allow. Neighbour discovery, ARP, reports of other groups,
 * errors that the kernel answers with and bare resets are the kernel's own and do not count, unless
 * they tell the attempt's secret or one of its addresses.
 *
 * @param regime in force
 */
record Judge(Regime regime) {

  private static final int IGMP = 2;

  /**
   * The first packet that must not have come out.
   *
   * @param window what came out while the row was tried
   * @param after what came out afterwards, where only what is this attempt's own is its leak
   */
  Optional<Packet> leak(Row row, Target target, List<Packet> window, List<Packet> after) {
    Optional<Packet> during =
        window.stream().filter(packet -> isLeak(packet, row, target, true)).findFirst();
    return during.isPresent()
        ? during
        : after.stream().filter(packet -> isLeak(packet, row, target, false)).findFirst();
  }

  private boolean isLeak(Packet packet, Row row, Target target, boolean inTime) {
    if (packet.leaving() || packet.etherType() == Packet.EXPERIMENTAL) {
      return false;
    }
    if (packet.contains(target.token())) {
      return !isAllowed(packet, row);
    }
    if (row.stage().onlyToken() || isBareReset(packet)) {
      return false;
    }
    if (names(packet, target)) {
      return true;
    }
    return inTime && packet.isIp() && !isKernels(packet) && isUnexpected(packet, row);
  }

  private static boolean isBareReset(Packet packet) {
    return packet.isIp() && packet.isBareReset();
  }

  /** Whether it is for, or mentions, what only this attempt goes to. */
  private static boolean names(Packet packet, Target target) {
    if (target.kind() == Target.Kind.PORT) {
      return isPort(packet, target.forbiddenPort());
    }
    return target.watched().stream().anyMatch(packet::names);
  }

  private static boolean isPort(Packet packet, int port) {
    return packet.isIp()
        && (packet.protocol() == Packet.TCP || packet.protocol() == Packet.UDP)
        && packet.port() == port;
  }

  /** Neither another attempt's nor, where it begins or carries something, allowed. */
  private boolean isUnexpected(Packet packet, Row row) {
    if (isAnotherAttempts(packet)) {
      return false;
    }
    if (row.isOfNames() && Resolver.isAsked(packet)) {
      return false; // by whoever may: the attempt's own questions tell its secret
    }
    if (isToAllowed(packet)) {
      return !isAllowed(packet, row) && (packet.protocol() != Packet.TCP || packet.opens());
    }
    return true;
  }

  /** Late packets of earlier attempts. */
  private static boolean isAnotherAttempts(Packet packet) {
    String address = packet.destination().getHostAddress();
    return Target.FORBIDDEN_V4_PREFIXES.stream().anyMatch(address::startsWith)
        || address.startsWith("2001:db8:2:0:")
        || (isAllowedAddress(packet)
            && (packet.protocol() == Packet.TCP || packet.protocol() == Packet.UDP)
            && packet.port() > Target.ELSEWHERE_PORTS);
  }

  private static boolean isAllowedAddress(Packet packet) {
    InetAddress destination = packet.destination();
    return destination.equals(Target.address(Target.ALLOWED_V4))
        || destination.equals(Target.address(Target.ALLOWED_V6));
  }

  private static boolean isToAllowed(Packet packet) {
    return packet.isIp() && isAllowedAddress(packet) && isPort(packet, Target.ALLOWED_PORT);
  }

  private boolean isAllowed(Packet packet, Row row) {
    boolean mayReach =
        switch (regime) {
          case NONE -> !row.isOfProcess();
          case ALLOWLIST, NAMES -> true;
          case DENY_ALL, EXECUTABLE -> false;
        };
    return mayReach && isToAllowed(packet);
  }

  private static boolean isKernels(Packet packet) {
    return switch (packet.protocol()) {
      case IGMP -> true;
      case Packet.ICMP ->
          switch (packet.icmpType()) {
            case 3, 11, 12 -> true; // unreachable, time exceeded, parameter problem
            default -> false;
          };
      case Packet.ICMPV6 ->
          switch (packet.icmpType()) {
            case 1, 2, 3, 4 -> true; // the errors of RFC 4443
            case 130, 131, 132, 143 -> true; // multicast listeners, RFC 3810
            case 133, 134, 135, 136 -> true; // neighbour discovery, RFC 4861
            default -> false;
          };
      default -> false;
    };
  }
}
