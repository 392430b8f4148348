package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Endpoint;
import dev.postern.event.Event;
import dev.postern.event.IpAddress;
import org.jspecify.annotations.Nullable;

/** The ends of an event's connection; null or absent where there is none. */
final class Ends {

  private Ends() {}

  /** Who opened the connection. */
  static @Nullable Endpoint client(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : connection.client();
  }

  /** Who was, or waits to be, connected to. */
  static @Nullable Endpoint server(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : connection.server();
  }

  static @Nullable Endpoint local(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : connection.local();
  }

  static @Nullable Endpoint remote(Event event) {
    Connection connection = event.connection();
    return connection == null ? null : connection.remote();
  }

  static @Nullable IpAddress address(@Nullable Endpoint end) {
    return end == null ? null : end.address();
  }

  static long port(@Nullable Endpoint end) {
    return end == null ? FieldReader.Numeric.ABSENT : end.port();
  }
}
