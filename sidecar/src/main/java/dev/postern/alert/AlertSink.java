package dev.postern.alert;

import dev.postern.rules.Alert;

/** Where alerts go. Called on one thread only. */
public interface AlertSink {

  /** Takes an alert; it may be kept back until the next {@link #flush()}. */
  void accept(Alert alert);

  /** Lets go of everything taken so far. Called whenever no more events are at hand. */
  void flush();
}
