package dev.postern.rules.condition;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The comparison operators of conditions (Falco 0.44). */
public enum Operator {
  EXISTS("exists", Operand.NONE),
  EQUAL("=", Operand.VALUE),
  NOT_EQUAL("!=", Operand.VALUE),
  LESS("<", Operand.NUMBER),
  LESS_OR_EQUAL("<=", Operand.NUMBER),
  GREATER(">", Operand.NUMBER),
  GREATER_OR_EQUAL(">=", Operand.NUMBER),
  CONTAINS("contains", Operand.VALUE),
  ICONTAINS("icontains", Operand.VALUE),
  BCONTAINS("bcontains", Operand.VALUE),
  STARTSWITH("startswith", Operand.VALUE),
  BSTARTSWITH("bstartswith", Operand.VALUE),
  ENDSWITH("endswith", Operand.VALUE),
  GLOB("glob", Operand.VALUE),
  IGLOB("iglob", Operand.VALUE),
  REGEX("regex", Operand.VALUE),
  IN("in", Operand.LIST),
  INTERSECTS("intersects", Operand.LIST),
  PMATCH("pmatch", Operand.LIST);

  /** What stands to the right of an operator. */
  public enum Operand {
    NONE,
    VALUE,
    /** One value that is written as a number, without quotes. */
    NUMBER,
    LIST
  }

  private static final List<Operator> READING_ORDER =
      Stream.of(values())
          .sorted(Comparator.comparing((Operator operator) -> operator.text.length()).reversed())
          .toList();

  private final String text;
  private final Operand operand;

  Operator(String text, Operand operand) {
    this.text = text;
    this.operand = operand;
  }

  /** As it is written; {@code ==} is read as {@code =}. */
  public String text() {
    return text;
  }

  public Operand operand() {
    return operand;
  }

  /** The operator of this spelling; {@code ==} is the parser's. */
  public static @Nullable Operator ofWord(String word) {
    for (Operator operator : values()) {
      if (operator.text.equals(word)) {
        return operator;
      }
    }
    return null;
  }

  /** Longer ones before those they begin with. */
  static List<Operator> inReadingOrder() {
    return READING_ORDER;
  }

  List<String> spellings() {
    return this == EQUAL ? List.of("==", "=") : List.of(text);
  }

  /** Whether it is a word that must not touch its value. */
  boolean needsBlank() {
    return operand == Operand.VALUE && Character.isLetter(text.charAt(0));
  }
}
