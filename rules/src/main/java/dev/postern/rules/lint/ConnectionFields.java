package dev.postern.rules.lint;

/** The fields that only events with a connection have. */
final class ConnectionFields {

  private ConnectionFields() {}

  static boolean has(String field) {
    return field.startsWith("fd.") || field.startsWith("net.");
  }
}
