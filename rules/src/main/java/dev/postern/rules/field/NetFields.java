package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code net.*}: the same facts by role, for rules that speak of connections instead of file
 * descriptors. The source is who opened the connection, the destination who was connected to.
 */
final class NetFields {

  private NetFields() {}

  static List<Field<Event>> all() {
    return Stream.of(
            Field.of(
                "net.connection.inbound",
                FieldType.BOOLEAN,
                "true when the peer opens the connection (listen, accept4), false when this side"
                    + " does (connect, sendto).",
                (FieldReader.Flag<Event>) NetFields::inbound),
            protocol("net.protocol"),
            protocol("net.connection.protocol"),
            Field.of(
                "net.source.ip",
                FieldType.ADDRESS,
                "The address of who opened the connection.",
                (FieldReader.Address<Event>) event -> Ends.address(Ends.client(event))),
            Field.of(
                "net.source.port",
                FieldType.PORT,
                "The port of who opened the connection.",
                (FieldReader.Numeric<Event>) event -> Ends.port(Ends.client(event))),
            Field.of(
                "net.destination.ip",
                FieldType.ADDRESS,
                "The address connected to.",
                (FieldReader.Address<Event>) event -> Ends.address(Ends.server(event))),
            Field.of(
                "net.destination.port",
                FieldType.PORT,
                "The port connected to.",
                (FieldReader.Numeric<Event>) event -> Ends.port(Ends.server(event))),
            Field.of(
                "net.port",
                FieldType.PORT,
                "The port connected to or listened on.",
                (FieldReader.Numeric<Event>) event -> Ends.port(Ends.server(event))))
        .map(field -> field.with(FieldTrait.DIALECT))
        .toList();
  }

  private static Field<Event> protocol(String name) {
    return Field.of(
        name,
        FieldType.TEXT_ANY_CASE,
        "The transport protocol: tcp, udp, icmp or raw; compared without case.",
        (FieldReader.Text<Event>) SocketFields::transport);
  }

  static @Nullable Boolean inbound(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : Boolean.valueOf(connection.inbound());
  }
}
