package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.EventType;
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
    fields.add(
        Field.eitherEnd(
            "fd.proto", FieldType.PORT, "The same as fd.port.", LOCAL.port(), REMOTE.port()));
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
                  end.address())
              .with(FieldTrait.FILTER_ONLY));
      fields.add(
          Field.of(
              name + "proto",
              FieldType.TEXT,
              "The port of " + end.meaning() + " as text; Falco resolves no service's name either.",
              portText(end.port())));
    }
    fields.add(
        Field.of(
            "fd.l4proto",
            FieldType.TEXT,
            "The transport protocol: tcp, udp, icmp or raw.",
            (FieldReader.Text<Event>) SocketFields::transport));
    fields.add(
        Field.of(
            "fd.sockfamily",
            FieldType.TEXT,
            "ip: sockets of other families are not seen.",
            (FieldReader.Text<Event>) event -> event.connection() == null ? null : "ip"));
    fields.add(
        Field.of(
            "fd.is_server",
            FieldType.BOOLEAN,
            "Whether this side is the server: for listen and accept4, and how those end.",
            (FieldReader.Flag<Event>) NetFields::inbound));
    fields.add(
        Field.of(
            "fd.connected",
            FieldType.BOOLEAN,
            "Whether the connection is, or was, established: for accept4,"
                + " connection_established and connection_closed.",
            (FieldReader.Flag<Event>) SocketFields::connected));
    fields.add(
        Field.of(
            "fd.name_changed",
            FieldType.BOOLEAN,
            "Whether the call gave the socket a new peer: for connect and sendto.",
            (FieldReader.Flag<Event>) SocketFields::nameChanged));
    fields.add(
        Field.of(
            "fd.containername",
            FieldType.TEXT,
            "The container's id, a colon and fd.name.",
            (FieldReader.Text<Event>) SocketFields::containerName));
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

  private static FieldReader.Text<Event> portText(FieldReader.Numeric<Event> port) {
    return event -> {
      long number = port.read(event);
      return number == FieldReader.Numeric.ABSENT ? null : Long.toString(number);
    };
  }

  private static @Nullable Boolean connected(Event event) {
    return event.connection() == null
        ? null
        : switch (event.type()) {
          case ACCEPT, CONNECTION_ESTABLISHED, CONNECTION_CLOSED -> true;
          case CONNECT, SENDTO, LISTEN, EXECVE, CONNECTION_FAILED, CONNECTION_BLOCKED, DNS_QUERY ->
              false;
        };
  }

  private static @Nullable Boolean nameChanged(Event event) {
    return event.connection() == null
        ? null
        : event.type() == EventType.CONNECT || event.type() == EventType.SENDTO;
  }

  private static @Nullable String containerName(Event event) {
    String name = name(event);
    return name == null ? null : event.container().id() + ":" + name;
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

  static @Nullable String name(Event event) {
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
  static String name(Endpoint end) {
    IpAddress address = end.address();
    return address + ":" + end.port();
  }
}
