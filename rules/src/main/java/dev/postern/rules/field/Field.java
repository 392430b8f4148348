package dev.postern.rules.field;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field rules can name.
 *
 * @param <E> what it is read from
 * @param name such as {@code proc.name}
 * @param type what it holds
 * @param argument what is told it besides its name
 * @param multiplicity how many values it has when it is named without an argument
 * @param filled whether events have it at all
 * @param traits what is special about it
 * @param description one line for the reference page
 * @param readers gives, for an argument that fits or null, one reader; or two for {@link
 *     Multiplicity#EITHER_END}
 */
public record Field<E>(
    String name,
    FieldType type,
    Argument argument,
    Multiplicity multiplicity,
    Filled filled,
    Set<FieldTrait> traits,
    String description,
    Function<@Nullable String, List<FieldReader<E>>> readers) {

  public Field {
    traits = Set.copyOf(traits);
  }

  /** A field with one value. */
  static <E> Field<E> of(String name, FieldType type, String description, FieldReader<E> reader) {
    List<FieldReader<E>> readers = List.of(reader);
    return new Field<>(
        name,
        type,
        Argument.NONE,
        Multiplicity.ONE,
        Filled.YES,
        Set.of(),
        description,
        argument -> readers);
  }

  /** A field with a value at each end of a connection; a comparison means either. */
  static <E> Field<E> eitherEnd(
      String name, FieldType type, String description, FieldReader<E> one, FieldReader<E> other) {
    List<FieldReader<E>> readers = List.of(one, other);
    return new Field<>(
        name,
        type,
        Argument.NONE,
        Multiplicity.EITHER_END,
        Filled.YES,
        Set.of(FieldTrait.FILTER_ONLY, FieldTrait.PLAIN),
        description,
        argument -> readers);
  }

  /** The same field with one more trait. */
  Field<E> with(FieldTrait trait) {
    EnumSet<FieldTrait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Field<>(name, type, argument, multiplicity, filled, more, description, readers);
  }

  /** The same field, taken from something else. */
  public <F> Field<F> readBy(Function<@Nullable String, List<FieldReader<F>>> other) {
    return new Field<>(name, type, argument, multiplicity, filled, traits, description, other);
  }

  public boolean has(FieldTrait trait) {
    return traits.contains(trait);
  }
}
