package dev.postern.bench;

import dev.postern.event.Connection;
import dev.postern.event.Container;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.event.IpAddress;
import dev.postern.event.ProcessImage;
import dev.postern.event.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Events for the rules of {@link RuleFleet}, none of which matches. */
final class RuleEvents {

  private static final Container CONTAINER =
      new Container("3ad7b26ded6d", "app", "registry.example/shop/cart", "1.2", "shop", "cart-5d9");

  private static final int NO_LISTED_PORT = 49_999;

  private RuleEvents() {}

  /** A connect for which every rule goes on to its last check. */
  static List<Event> worst() {
    return List.of(
        event(EventType.CONNECT, "probe", "203.0.113.9", NO_LISTED_PORT, Event.EINPROGRESS));
  }

  /** What a pod does all day: most of it is over after a few checks. */
  static List<Event> mixed() {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      events.add(event(EventType.CONNECT, "probe", "127.0.0.1", 8080, Event.EINPROGRESS));
      events.add(event(EventType.CONNECT, "program" + i, "203.0.113.7", 8443, Event.EINPROGRESS));
      events.add(event(EventType.SENDTO, "probe", "203.0.113.53", NO_LISTED_PORT, 0));
      events.add(event(EventType.CONNECT, "probe", "2001:db8:ffff::1", 1025, Event.EINPROGRESS));
      events.add(event(EventType.ACCEPT, "nginx", "203.0.113.80", 8443, 0));
      events.add(event(EventType.LISTEN, "nginx", "0.0.0.0", 8443, 0));
      events.add(event(EventType.EXECVE, "sh", "0.0.0.0", 0, 0));
      events.add(event(EventType.CONNECT, "java", "203.0.113.20", 5432, Event.EINPROGRESS));
    }
    return events;
  }

  private static Event event(EventType type, String name, String address, int port, int result) {
    boolean inbound = type == EventType.ACCEPT || type == EventType.LISTEN;
    Endpoint server = new Endpoint(Objects.requireNonNull(IpAddress.parse(address), address), port);
    Connection connection =
        type == EventType.EXECVE
            ? null
            : new Connection(
                1,
                type == EventType.SENDTO ? Transport.UDP : Transport.TCP,
                inbound,
                inbound ? server : null,
                inbound ? null : server);
    ProcessImage shell = new ProcessImage(7, 1, "sh", "/bin/sh", List.of("sh"), 1, null);
    ProcessImage process =
        new ProcessImage(
            42, 1, name, "/opt/" + name, List.of(name, "--serve", "--port=8443"), 7, shell);
    return new Event(type, 1, 43, 1000, 1000, process, CONTAINER, connection, result);
  }
}
