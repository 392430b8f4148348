package dev.postern.settings;

/** Settings that cannot be used. The message is one line: where, what, what to do. */
final class SettingsError extends Exception {

  SettingsError(String message) {
    super(message);
  }
}
