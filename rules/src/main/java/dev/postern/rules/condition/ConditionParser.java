package dev.postern.rules.condition;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads conditions as Falco 0.44 does.
 *
 * <pre>
 * condition  ::= and ( 'or' and )*
 * and        ::= not ( 'and' not )*
 * not        ::= 'not' not | '(' condition ')' | check | MACRO
 * check      ::= field 'exists'
 *              | field NUMBER-OP NUMBER
 *              | field VALUE-OP value
 *              | field LIST-OP '(' [ value ( ',' value )* ] ')'
 * field      ::= WORD ( '.' WORD )+ [ '[' ( QUOTED | ARGUMENT ) ']' ]
 * value      ::= QUOTED | BARE
 *
 * NUMBER-OP  ::= '&lt;' | '&lt;=' | '>' | '>='
 * VALUE-OP   ::= '=' | '==' | '!=' | ( 'contains' | 'icontains' | 'bcontains' | 'startswith'
 *              | 'bstartswith' | 'endswith' | 'glob' | 'iglob' | 'regex' ) BLANK
 * LIST-OP    ::= 'in' | 'intersects' | 'pmatch'
 * MACRO, WORD::= [a-zA-Z][a-zA-Z0-9_]*
 * NUMBER     ::= 0[xX][0-9a-fA-F]+ | [+-]?[0-9]+[.]?[0-9]*([eE][+-]?[0-9]+)?
 * BARE       ::= [^ \b\t\n\r(),="']+
 * ARGUMENT   ::= [^ \b\t\n\r\[\]"']+
 * QUOTED     ::= '"' … '"' | "'" … "'"      escapes: \b \f \n \r \t \\ \/ \xHH and the quote
 * </pre>
 *
 * <p>A blank or {@code (} must follow {@code and}, {@code or} and {@code not}. Where Falco's own
 * nesting limit does not hold, this one does: {@value #NESTING_LIMIT}.
 */
public final class ConditionParser {

  /** How deep parentheses and {@code not} may nest. */
  public static final int NESTING_LIMIT = 500;

  /** The longest value, in characters: Falco refuses longer ones too. */
  public static final int VALUE_LIMIT = 255;

  private static final Set<String> KEYWORDS = Set.of("and", "or", "not");
  private static final Set<String> TRANSFORMERS =
      Set.of("tolower", "toupper", "b64", "basename", "len", "join", "concat", "getopt", "val");
  private static final Set<String> LIST_MODIFIERS = Set.of("oneof", "anyof", "allof");
  private static final List<String> OPERATORS =
      Stream.of(Operator.values()).map(Operator::text).toList();

  private final SourceText source;
  private final ConditionScanner in;
  private int depth;

  private ConditionParser(SourceText source) {
    this.source = source;
    this.in = new ConditionScanner(source);
  }

  /**
   * Parses a whole condition.
   *
   * @throws ConditionSyntaxException with the first thing that is not as the grammar has it, or
   *     that is not supported
   */
  public static Condition parse(SourceText source) throws ConditionSyntaxException {
    ConditionParser parser = new ConditionParser(source);
    Condition condition = parser.or();
    if (!parser.in.atEnd()) {
      throw parser.unexpectedRest();
    }
    return condition;
  }

  private Condition or() throws ConditionSyntaxException {
    Condition first = and();
    List<Condition> parts = null;
    while (takeConnective("or")) {
      parts = parts == null ? new ArrayList<>(List.of(first)) : parts;
      parts.add(and());
    }
    return parts == null ? first : new Condition.Or(parts, first.at());
  }

  private Condition and() throws ConditionSyntaxException {
    Condition first = not();
    List<Condition> parts = null;
    while (takeConnective("and")) {
      parts = parts == null ? new ArrayList<>(List.of(first)) : parts;
      parts.add(not());
    }
    return parts == null ? first : new Condition.And(parts, first.at());
  }

  private boolean takeConnective(String word) throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    if (in.takeKeyword(word)) {
      return true;
    }
    if (in.takeIdentifier().equals(word)) {
      throw in.error(in.offset(), "expected a blank or '(' after '" + word + "'");
    }
    in.back(start);
    return false;
  }

  private Condition not() throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    if (in.takeKeyword("not")) {
      enter(start);
      Condition part = not();
      depth--;
      return new Condition.Not(part, source.position(start));
    }
    if (in.take("(")) {
      enter(start);
      Condition part = or();
      in.skipBlanks();
      if (!in.take(")")) {
        throw in.atEnd() ? in.error(start, "this parenthesis is never closed") : unexpectedRest();
      }
      depth--;
      return part;
    }
    return check(start);
  }

  private void enter(int start) throws ConditionSyntaxException {
    depth++;
    if (depth > NESTING_LIMIT) {
      throw in.error(start, "nested more than " + NESTING_LIMIT + " deep");
    }
  }

  private Condition check(int start) throws ConditionSyntaxException {
    String name = in.takeFieldName();
    if (name == null) {
      return macro(start);
    }
    if (in.peek() == '(') {
      throw in.error(start, "'" + name + "' is not a transformer");
    }
    String argument = in.peek() == '[' ? argument() : null;
    FieldName field = new FieldName(name, argument, source.position(start));
    in.skipBlanks();
    int operatorAt = in.offset();
    Operator operator = operator();
    List<Value> values =
        switch (operator.operand()) {
          case NONE -> List.of();
          case NUMBER -> List.of(number());
          case VALUE -> List.of(single(operator));
          case LIST -> list(operator);
        };
    return new Condition.Check(field, operator, values, source.position(operatorAt));
  }

  private Condition macro(int start) throws ConditionSyntaxException {
    String name = in.takeIdentifier();
    if (name.isEmpty()) {
      throw in.error(start, "expected a field, a macro or '(' but found " + in.found());
    }
    if (in.peek() == '(' && TRANSFORMERS.contains(name)) {
      throw in.error(start, "the transformer '" + name + "' is not supported yet");
    }
    if (KEYWORDS.contains(name)) {
      throw in.error(start, "expected a field, a macro or '(' but found '" + name + "'");
    }
    return new Condition.MacroRef(name, source.position(start));
  }

  private String argument() throws ConditionSyntaxException {
    int start = in.offset();
    in.take("[");
    boolean quoted = in.atQuote();
    String argument = quoted ? in.takeQuoted() : in.takeBareArgument();
    if (!quoted && argument.isEmpty()) {
      throw in.error(in.offset(), "expected an argument but found " + in.found());
    }
    if (!in.take("]")) {
      throw in.error(start, "this bracket is not closed after the argument");
    }
    return argument;
  }

  private Operator operator() throws ConditionSyntaxException {
    int start = in.offset();
    for (String symbol : List.of("==", "!=", "<=", ">=", "=", "<", ">")) {
      if (in.take(symbol)) {
        Operator operator = Operator.ofWord(symbol.equals("==") ? "=" : symbol);
        if (operator != null) {
          return operator;
        }
      }
    }
    String word = in.takeIdentifier();
    Operator operator = Operator.ofWord(word);
    if (operator == null) {
      if (word.isEmpty()) {
        throw in.error(start, "expected an operator but found " + in.found());
      }
      throw in.error(
          start, "unknown operator '" + word + "'", NearestName.suggestion(word, OPERATORS));
    }
    if (operator.operand() == Operator.Operand.VALUE && !in.skipBlanks()) {
      throw in.error(in.offset(), "expected a blank after '" + word + "'");
    }
    return operator;
  }

  private Value number() throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    String text = in.takeBare();
    if (TRANSFORMERS.contains(text) && in.peek() == '(') {
      throw in.error(start, "comparing with '" + text + "(…)' is not supported yet");
    }
    if (!Numbers.isNumber(text)) {
      in.back(start);
      throw in.error(start, "expected a number but found " + in.found());
    }
    return new Value(text, false, source.position(start));
  }

  private Value single(Operator operator) throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    if (in.peek() == '(') {
      throw in.error(
          start, "'" + operator.text() + "' takes one value", "use 'in' for a list of values");
    }
    Value value = value();
    if (!value.quoted()) {
      refuseUnsupported(value.text(), start);
    }
    return value;
  }

  private void refuseUnsupported(String word, int start) throws ConditionSyntaxException {
    if (TRANSFORMERS.contains(word) && in.peek() == '(') {
      throw in.error(start, "comparing with '" + word + "(…)' is not supported yet");
    }
    int end = in.offset();
    if (LIST_MODIFIERS.contains(word) && in.skipBlanks() && listFollows()) {
      throw in.error(start, "the list modifier '" + word + "' is not supported yet");
    }
    in.back(end);
  }

  /** After a word that may be a modifier or a value: values in parentheses, or a list's name. */
  private boolean listFollows() {
    if (in.peek() == '(') {
      return true;
    }
    String next = in.takeIdentifier();
    return !next.isEmpty() && !KEYWORDS.contains(next);
  }

  private List<Value> list(Operator operator) throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    if (!in.take("(")) {
      String word = in.takeBare();
      if (TRANSFORMERS.contains(word) && in.peek() == '(') {
        throw in.error(start, "comparing with '" + word + "(…)' is not supported yet");
      }
      throw in.error(
          start,
          "'" + operator.text() + "' takes values in parentheses",
          word.isEmpty() ? null : "write '" + operator.text() + " (" + word + ")'");
    }
    in.skipBlanks();
    if (in.take(")")) {
      return List.of();
    }
    List<Value> values = new ArrayList<>();
    do {
      in.skipBlanks();
      values.add(value());
      in.skipBlanks();
    } while (in.take(","));
    if (!in.take(")")) {
      throw in.atEnd()
          ? in.error(start, "this parenthesis is never closed")
          : in.error(in.offset(), "expected ',' or ')' but found " + in.found());
    }
    return values;
  }

  private Value value() throws ConditionSyntaxException {
    int start = in.offset();
    boolean quoted = in.atQuote();
    String text = quoted ? in.takeQuoted() : in.takeBare();
    if (!quoted && text.isEmpty()) {
      throw in.error(start, "expected a value but found " + in.found());
    }
    if (text.length() > VALUE_LIMIT) {
      throw in.error(start, "a value has at most " + VALUE_LIMIT + " characters");
    }
    return new Value(text, quoted, source.position(start));
  }

  private ConditionSyntaxException unexpectedRest() {
    int at = in.offset();
    if (in.peek() == ')') {
      return in.error(at, "this parenthesis was never opened");
    }
    return in.error(at, "expected 'and', 'or' or the end but found " + in.found());
  }
}
