package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code fd.*}: the socket, its two ends and their roles. */
final class SocketFields {

  /** An end of a connection, named as Falco names it, with a reader for each of its two facts. */
  private record End(
      String letter,
      String meaning,
      FieldReader.Address<Event> address,
      FieldReader.Numeric<Event> port) {}

  // Written out: a function that finds the end would be one more indirect call for each check.
  private static final End CLIENT =
      new End("c", "the client", e -> Ends.address(Ends.client(e)), e -> Ends.port(Ends.client(e)));
  private static final End SERVER =
      new End("s", "the server", e -> Ends.address(Ends.server(e)), e -> Ends.port(Ends.server(e)));
  private static final End LOCAL =
      new End("l", "this side", e -> Ends.address(Ends.local(e)), e -> Ends.port(Ends.local(e)));
  private static final End REMOTE =
      new End("r", "the peer", e -> Ends.address(Ends.remote(e)), e -> Ends.port(Ends.remote(e)));

  private SocketFields() {}

  static List<Field<Event>> all() {
    List<Field<Event>> fields = new ArrayList<>();
    fields.add(
        Field.eitherEnd(
            "fd.ip",
            FieldType.ADDRESS,
            "The address of either end; != means that both differ.",
            LOCAL.address(),
            REMOTE.address()));
    fields.add(
        Field.eitherEnd(
            "fd.port",
            FieldType.PORT,
            "The port of either end; != means that both differ.",
            LOCAL.port(),
            REMOTE.port()));
    fields.add(
        Field.eitherEnd(
            "fd.net",
            FieldType.NETWORK,
            "The address of either end, to compare with blocks.",
            LOCAL.address(),
            REMOTE.address()));
    for (End end : List.of(CLIENT, SERVER, LOCAL, REMOTE)) {
      String name = "fd." + end.letter();
      fields.add(
          Field.of(
              name + "ip",
              FieldType.ADDRESS,
              "The address of " + end.meaning() + ".",
              end.address()));
      fields.add(
          Field.of(
              name + "port", FieldType.PORT, "The port of " + end.meaning() + ".", end.port()));
      fields.add(
          Field.of(
              name + "net",
              FieldType.NETWORK,
              "The address of " + end.meaning() + ", to compare with blocks.",
              end.address()));
    }
    fields.add(
        Field.of(
            "fd.l4proto",
            FieldType.TEXT,
            "The transport protocol: tcp, udp, icmp or raw.",
            (FieldReader.Text<Event>) SocketFields::transport));
    fields.add(
        Field.of(
            "fd.type",
            FieldType.TEXT,
            "ipv4 or ipv6.",
            (FieldReader.Text<Event>) event -> family(event, "ipv4", "ipv6")));
    fields.add(
        Field.of(
            "fd.typechar",
            FieldType.TEXT,
            "4 for IPv4, 6 for IPv6.",
            (FieldReader.Text<Event>) event -> family(event, "4", "6")));
    fields.add(
        Field.of(
            "fd.name",
            FieldType.TEXT,
            "client:port->server:port, nothing before the arrow while the kernel has not chosen the"
                + " client's end; address:port for a listening socket.",
            (FieldReader.Text<Event>) SocketFields::name));
    return fields;
  }

  static @Nullable String transport(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : connection.transport().text();
  }

  private static @Nullable String family(Event event, String v4, String v6) {
    Connection connection = event.connection();
    if (connection == null) {
      return null;
    }
    Endpoint end = connection.remote() != null ? connection.remote() : connection.local();
    return end == null ? null : end.address().isV4() ? v4 : v6;
  }

  private static @Nullable String name(Event event) {
    Connection connection = event.connection();
    if (connection == null) {
      return null;
    }
    Endpoint client = connection.client();
    Endpoint server = connection.server();
    if (server == null) {
      return null;
    }
    boolean listening = connection.inbound() && client == null;
    return listening ? name(server) : (client == null ? "" : name(client)) + "->" + name(server);
  }

  /** As Falco writes it: IPv6 too without brackets. */
  private static String name(Endpoint end) {
    IpAddress address = end.address();
    return address + ":" + end.port();
  }
}
