package dev.postern.rules.field;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field as it was named somewhere, with its argument.
 *
 * @param <E> what it is read from
 */
public sealed interface FieldUse<E> {

  /**
   * A field that can be read.
   *
   * @param field which
   * @param argument what it was told, without brackets or dot; null for nothing
   * @param text as it is written, such as {@code proc.aname[2]}
   * @param type what it holds; depends on the argument for {@code evt.rawarg}
   * @param multiplicity how many values it has
   * @param readers one; or two for {@link Multiplicity#EITHER_END}
   */
  record Found<E>(
      Field<E> field,
      @Nullable String argument,
      String text,
      FieldType type,
      Multiplicity multiplicity,
      List<FieldReader<E>> readers)
      implements FieldUse<E> {}

  /**
   * No such field, or not with such an argument.
   *
   * @param message what is wrong
   * @param suggestion what to write instead, or null
   */
  record Refused<E>(String message, @Nullable String suggestion) implements FieldUse<E> {}
}
