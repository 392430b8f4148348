package dev.postern.policy;

/**
 * Ports of one protocol.
 *
 * @param first 0 to 65535
 * @param last at least {@code first}, itself included
 */
public record PortRange(Protocol protocol, int first, int last) {

  /** The highest port. */
  public static final int HIGHEST = 65_535;

  public PortRange {
    if (first < 0 || first > last || last > HIGHEST) {
      throw new IllegalArgumentException("ports " + first + " to " + last);
    }
  }

  public boolean contains(Protocol other, int port) {
    return protocol == other && holds(port);
  }

  /** Whatever the protocol. */
  boolean holds(int port) {
    return first <= port && port <= last;
  }

  /** {@code 443/TCP}, {@code 8000-8080/UDP}. */
  @Override
  public String toString() {
    return (first == last ? "" + first : first + "-" + last) + "/" + protocol;
  }
}
