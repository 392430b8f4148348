package dev.postern.rules.field;

import dev.postern.rules.condition.Operator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a field holds, and so which operators and values fit it. */
public enum FieldType {
  TEXT("text", "CHARBUF", Kind.TEXT),
  /** Text in lower case, compared with values in any case. */
  TEXT_ANY_CASE("text, in any case", "CHARBUF", Kind.TEXT),
  /**
   * A domain name in lower case without a dot at its end. Equal to, and in a list that holds,
   * {@code *.name} if it is below that name.
   */
  DOMAIN("domain name", "CHARBUF", Kind.TEXT),
  /** The path of a file; text. */
  PATH("path", "FSPATH", Kind.TEXT),
  /** A path as it was given, which may be relative. */
  RELATIVE_PATH("path", "FSRELPATH", Kind.TEXT),
  /** The time of an event, as text. */
  TIME("time", "CHARBUF", Kind.TEXT),
  NUMBER("number", "INT64", Kind.SIGNED),
  INT8("number", "INT8", Kind.SIGNED, 8),
  INT16("number", "INT16", Kind.SIGNED, 16),
  INT32("number", "INT32", Kind.SIGNED, 32),
  UINT8("number", "UINT8", Kind.UNSIGNED, 8),
  UINT16("number", "UINT16", Kind.UNSIGNED, 16),
  UINT32("number", "UINT32", Kind.UNSIGNED, 32),
  UINT64("number", "UINT64", Kind.UNSIGNED),
  DOUBLE("number", "DOUBLE", Kind.SIGNED),
  PROCESS_ID("number", "PID", Kind.SIGNED),
  DESCRIPTOR("number", "FD", Kind.SIGNED),
  ERROR_NUMBER("number", "ERRNO", Kind.SIGNED),
  MODE("number", "MODE", Kind.UNSIGNED, 32),
  FLAGS8("number", "FLAGS8", Kind.UNSIGNED, 8),
  FLAGS16("number", "FLAGS16", Kind.UNSIGNED, 16),
  FLAGS32("number", "FLAGS32", Kind.UNSIGNED, 32),
  /** Nanoseconds. */
  DURATION("nanoseconds", "RELTIME", Kind.UNSIGNED),
  /** Nanoseconds since the epoch. */
  TIMESTAMP("nanoseconds since 1970", "ABSTIME", Kind.UNSIGNED),
  PORT("port", "PORT", Kind.UNSIGNED, 16),
  /** Compared with addresses; also with blocks, which Falco leaves to the {@code net} fields. */
  ADDRESS("address", "IPADDR", Kind.ADDRESS),
  /** An address, named for comparing it with blocks. */
  NETWORK("address or block", "IPNET", Kind.ADDRESS),
  BOOLEAN("true or false", "BOOL", Kind.FLAG),
  BYTES("bytes", "BYTEBUF", Kind.BYTES),
  /** A socket's end as the system call was given it. */
  SOCKET_ADDRESS("socket address", "SOCKADDR", Kind.OPAQUE),
  /** A socket's ends as the kernel has them. */
  SOCKET_TUPLE("socket's ends", "SOCKTUPLE", Kind.OPAQUE);

  /** What types have in common. */
  public enum Kind {
    TEXT(textOperators()),
    SIGNED(numberOperators()),
    UNSIGNED(numberOperators()),
    ADDRESS(setOperators()),
    FLAG(setOperators()),
    BYTES(byteOperators()),
    /** Either there or not: no value is written for it. */
    OPAQUE(EnumSet.of(Operator.EXISTS));

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable, and the set given is not kept
    private final Set<Operator> operators;

    Kind(Set<Operator> operators) {
      this.operators = Collections.unmodifiableSet(operators);
    }
  }

  private static final int LONGEST = 64;

  private final String text;
  private final String falcoName;
  private final Kind kind;
  private final int bits;

  FieldType(String text, String falcoName, Kind kind) {
    this(text, falcoName, kind, LONGEST);
  }

  FieldType(String text, String falcoName, Kind kind, int bits) {
    this.text = text;
    this.falcoName = falcoName;
    this.kind = kind;
    this.bits = bits;
  }

  public Kind kind() {
    return kind;
  }

  /** How long a number is. */
  public int bits() {
    return bits;
  }

  public boolean isNumber() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
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
    return kind.operators;
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
    operators.addAll(
        EnumSet.of(
            Operator.CONTAINS,
            Operator.BCONTAINS,
            Operator.STARTSWITH,
            Operator.BSTARTSWITH,
            Operator.ENDSWITH));
    return operators;
  }
}
