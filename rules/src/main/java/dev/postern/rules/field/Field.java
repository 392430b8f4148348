package dev.postern.rules.field;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A field rules can name.
 *
 * @param <E> what it is read from
 * @param name such as {@code proc.name}
 * @param type what it holds
 * @param takesIndex whether a number in brackets must follow the name
 * @param description one line for the reference page
 * @param readers gives, for an index (0 when it takes none), one reader; or two for a field that
 *     means either end of a connection
 */
public record Field<E>(
    String name,
    FieldType type,
    boolean takesIndex,
    String description,
    IntFunction<List<FieldReader<E>>> readers) {

  /** The most steps an index can name. */
  private static final int INDEX_DIGITS = 3;

  /** A field with one value. */
  static <E> Field<E> of(String name, FieldType type, String description, FieldReader<E> reader) {
    List<FieldReader<E>> readers = List.of(reader);
    return new Field<>(name, type, false, description, index -> readers);
  }

  /** A field with a value at each end of a connection; a comparison means either. */
  static <E> Field<E> eitherEnd(
      String name, FieldType type, String description, FieldReader<E> one, FieldReader<E> other) {
    List<FieldReader<E>> readers = List.of(one, other);
    return new Field<>(name, type, false, description, index -> readers);
  }

  /** Reads an index as it stands in brackets: up to three digits; null when it isn't one. */
  public static @Nullable Integer index(String argument) {
    boolean digits =
        !argument.isEmpty()
            && argument.length() <= INDEX_DIGITS
            && argument.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Integer.valueOf(argument) : null;
  }
}
