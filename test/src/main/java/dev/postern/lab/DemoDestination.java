package dev.postern.lab;

import dev.postern.event.Transport;

/**
 * Something that a step sends to.
 *
 * @param transport TCP or UDP
 * @param address IPv4
 * @param port its own
 * @param allowed whether the policy of the demo's second act allows it
 */
public record DemoDestination(Transport transport, String address, int port, boolean allowed) {

  static DemoDestination allowed(Transport transport, String address, int port) {
    return new DemoDestination(transport, address, port, true);
  }

  static DemoDestination refused(Transport transport, String address, int port) {
    return new DemoDestination(transport, address, port, false);
  }

  /** As the demo names it: {@code tcp 192.0.2.1:80}. */
  public String text() {
    return "%s %s:%d".formatted(transport.text(), address, port);
  }
}
