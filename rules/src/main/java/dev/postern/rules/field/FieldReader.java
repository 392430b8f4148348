package dev.postern.rules.field;

import dev.postern.event.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes one field's value from an event, or tells that the event has none.
 *
 * @param <E> what fields are read from
 */
public sealed interface FieldReader<E> {

  /** Reads a text; null when absent. */
  @FunctionalInterface
  non-sealed interface Text<E> extends FieldReader<E> {
    @Nullable String read(E event);
  }

  /** Reads a number without boxing it; {@link #ABSENT} when absent. */
  @FunctionalInterface
  non-sealed interface Numeric<E> extends FieldReader<E> {
    /** No field has this value. */
    long ABSENT = Long.MIN_VALUE;

    long read(E event);
  }

  /** Reads an address; null when absent. */
  @FunctionalInterface
  non-sealed interface Address<E> extends FieldReader<E> {
    @Nullable IpAddress read(E event);
  }

  /** Reads a boolean; null when absent. */
  @FunctionalInterface
  non-sealed interface Flag<E> extends FieldReader<E> {
    @Nullable Boolean read(E event);
  }
}
