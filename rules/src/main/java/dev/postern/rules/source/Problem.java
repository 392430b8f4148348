package dev.postern.rules.source;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a piece of text.
 *
 * @param at where
 * @param message what is wrong, one line
 * @param suggestion what to write instead, or null when there is nothing to offer
 */
public record Problem(Position at, String message, @Nullable String suggestion) {

  public Problem(Position at, String message) {
    this(at, message, null);
  }
}
