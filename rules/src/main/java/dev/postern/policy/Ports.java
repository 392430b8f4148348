package dev.postern.policy;

import java.util.List;
import java.util.stream.Collectors;

/** The ports of an entry. */
public record Ports(List<PortRange> ranges) {

  /** {@code ports: any}: every port of TCP and UDP. */
  public static final Ports ANY =
      new Ports(
          List.of(
              new PortRange(Protocol.TCP, 0, PortRange.HIGHEST),
              new PortRange(Protocol.UDP, 0, PortRange.HIGHEST)));

  public Ports {
    ranges = List.copyOf(ranges);
  }

  public boolean contains(Protocol protocol, int port) {
    return ranges.stream().anyMatch(range -> range.contains(protocol, port));
  }

  boolean hasPort(int port) {
    return ranges.stream().anyMatch(range -> range.holds(port));
  }

  boolean hasProtocol(Protocol protocol) {
    return ranges.stream().anyMatch(range -> range.protocol() == protocol);
  }

  /** {@code any}, or the ranges with commas. */
  @Override
  public String toString() {
    return equals(ANY)
        ? "any"
        : ranges.stream().map(PortRange::toString).collect(Collectors.joining(", "));
  }
}
