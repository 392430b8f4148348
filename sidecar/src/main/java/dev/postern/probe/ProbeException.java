package dev.postern.probe;

import org.jspecify.annotations.Nullable;

/** The probe cannot work here; the message is one line: what, where, what to do. */
public final class ProbeException extends RuntimeException {
  public ProbeException(String message) {
    super(message);
  }

  public ProbeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
