package dev.postern.rules.field;

import dev.postern.event.IpAddress;
import java.util.function.ToLongFunction;
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

  /** Reads bytes, which nobody changes; null when absent. */
  @FunctionalInterface
  non-sealed interface Bytes<E> extends FieldReader<E> {
    byte @Nullable [] read(E event);
  }

  /**
   * Reads a time, which is never absent. Conditions see text, in the system's time zone; JSON gets
   * the nanoseconds since the epoch.
   */
  record Time<E>(ToLongFunction<E> epochNanos, TimeFormat format) implements FieldReader<E> {}

  /** Reads several texts, one after the other; nothing is allocated for them. */
  @FunctionalInterface
  non-sealed interface Texts<E> extends FieldReader<E> {
    /** The text at an index from 0 up; null behind the last, so at 0 when absent. */
    @Nullable String read(E event, int index);
  }

  /** Reads several numbers, one after the other. */
  @FunctionalInterface
  non-sealed interface Numbers<E> extends FieldReader<E> {
    /** The number at an index from 0 up; {@link Numeric#ABSENT} behind the last. */
    long read(E event, int index);
  }
}
