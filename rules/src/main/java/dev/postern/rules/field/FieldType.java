package dev.postern.rules.field;

import dev.postern.rules.condition.Operator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a field holds, and so which operators and values fit it. */
public enum FieldType {
  TEXT("text", textOperators()),
  /** Text in lower case, compared with values in any case. */
  TEXT_ANY_CASE("text, in any case", textOperators()),
  NUMBER("number", numberOperators()),
  PORT("port", numberOperators()),
  /** Compared with addresses; also with blocks, which Falco leaves to the {@code net} fields. */
  ADDRESS("address", setOperators()),
  /** An address, named for comparing it with blocks. */
  NETWORK("address or block", setOperators()),
  BOOLEAN("true or false", setOperators()),
  /** Nanoseconds since the epoch, shown as the time of day. */
  TIME("time", EnumSet.of(Operator.EXISTS));

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and the set given is not kept elsewhere
  private final Set<Operator> operators;

  FieldType(String text, Set<Operator> operators) {
    this.text = text;
    this.operators = Collections.unmodifiableSet(operators);
  }

  /** For people: "text", "port", … */
  public String text() {
    return text;
  }

  public Set<Operator> operators() {
    return operators;
  }

  private static EnumSet<Operator> setOperators() {
    return EnumSet.of(
        Operator.EXISTS, Operator.EQUAL, Operator.NOT_EQUAL, Operator.IN, Operator.INTERSECTS);
  }

  private static EnumSet<Operator> numberOperators() {
    EnumSet<Operator> operators = setOperators();
    operators.addAll(EnumSet.range(Operator.LESS, Operator.GREATER_OR_EQUAL));
    return operators;
  }

  /** All but those on bytes, which need a buffer. */
  private static EnumSet<Operator> textOperators() {
    return EnumSet.complementOf(EnumSet.of(Operator.BCONTAINS, Operator.BSTARTSWITH));
  }
}
