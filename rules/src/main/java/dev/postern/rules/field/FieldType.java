package dev.postern.rules.field;

import dev.postern.rules.condition.Operator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a field holds, and so which operators and values fit it. */
public enum FieldType {
  TEXT("text", "CHARBUF", textOperators()),
  /** Text in lower case, compared with values in any case. */
  TEXT_ANY_CASE("text, in any case", "CHARBUF", textOperators()),
  /** The path of a file; text. */
  PATH("path", "FSPATH", textOperators()),
  /** The time of an event, as text. */
  TIME("time", "CHARBUF", textOperators()),
  NUMBER("number", "INT64", numberOperators()),
  INT16("number", "INT16", numberOperators()),
  INT32("number", "INT32", numberOperators()),
  UINT32("number", "UINT32", numberOperators()),
  UINT64("number", "UINT64", numberOperators()),
  DOUBLE("number", "DOUBLE", numberOperators()),
  /** Nanoseconds. */
  DURATION("nanoseconds", "RELTIME", numberOperators()),
  /** Nanoseconds since the epoch. */
  TIMESTAMP("nanoseconds since 1970", "ABSTIME", numberOperators()),
  PORT("port", "PORT", numberOperators()),
  /** Compared with addresses; also with blocks, which Falco leaves to the {@code net} fields. */
  ADDRESS("address", "IPADDR", setOperators()),
  /** An address, named for comparing it with blocks. */
  NETWORK("address or block", "IPNET", setOperators()),
  BOOLEAN("true or false", "BOOL", setOperators()),
  BYTES("bytes", "BYTEBUF", byteOperators()),
  /** A socket's end or ends as the system call was given them. */
  SOCKET_ADDRESS("socket address", "SOCKADDR", setOperators());

  private final String text;
  private final String falcoName;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and the set given is not kept elsewhere
  private final Set<Operator> operators;

  FieldType(String text, String falcoName, Set<Operator> operators) {
    this.text = text;
    this.falcoName = falcoName;
    this.operators = Collections.unmodifiableSet(operators);
  }

  /** For people: "text", "port", … */
  public String text() {
    return text;
  }

  /** As {@code falco --list} has it. */
  public String falcoName() {
    return falcoName;
  }

  /** The type Falco calls so, in any case; its plainest where it has several of ours. */
  static FieldType ofFalcoName(String name) {
    for (FieldType type : values()) {
      if (type.falcoName.equalsIgnoreCase(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no type " + name);
  }

  /** Those that fit a field with one value; a list takes fewer, see {@link Multiplicity#LIST}. */
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

  private static EnumSet<Operator> byteOperators() {
    EnumSet<Operator> operators = setOperators();
    operators.addAll(EnumSet.of(Operator.CONTAINS, Operator.STARTSWITH, Operator.ENDSWITH));
    return operators;
  }
}
