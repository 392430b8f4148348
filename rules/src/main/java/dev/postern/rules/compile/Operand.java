package dev.postern.rules.compile;

import dev.postern.rules.condition.Operator;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.Multiplicity;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What stands on a side of an operator, ready to be read.
 *
 * @param <E> what it is read from
 * @param text as it is written
 * @param type what it holds
 * @param multiplicity how many values it has
 * @param alone whether it neither takes a transformer nor compares with another field
 * @param readers one; or two for {@link Multiplicity#EITHER_END}
 */
record Operand<E>(
    String text,
    FieldType type,
    Multiplicity multiplicity,
    boolean alone,
    List<FieldReader<E>> readers) {

  private static final Set<Operator> OF_LISTS =
      EnumSet.of(Operator.EXISTS, Operator.IN, Operator.INTERSECTS);

  /** What a transformer makes. */
  static <E> Operand<E> made(
      String text, FieldType type, Multiplicity multiplicity, FieldReader<E> reader) {
    return new Operand<>(text, type, multiplicity, /* alone= */ false, List.of(reader));
  }

  FieldReader<E> reader() {
    return readers.getFirst();
  }

  boolean isList() {
    return multiplicity == Multiplicity.LIST;
  }

  /** The operators that fit: those of its type; for a list only those that compare lists. */
  Set<Operator> operators() {
    return isList() ? OF_LISTS : type.operators();
  }

  /** What it is, for messages. */
  String describe() {
    return (isList() ? "a list of type " : "of type ") + type.text();
  }
}
