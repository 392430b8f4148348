package dev.postern.alert;

import dev.postern.rules.Alert;

/** An alert as one line. */
public interface AlertFormat {

  /** The line, without its end. */
  String line(Alert alert);
}
