package dev.postern.rules.condition;

import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads conditions as Falco 0.44 does.
 *
 * <pre>
 * condition  ::= and ( 'or' and )*
 * and        ::= not ( 'and' not )*
 * not        ::= ( 'not' BLANK )* ( 'not'? '(' condition ')' | check | MACRO )
 * check      ::= subject 'exists'
 *              | subject NUMBER-OP ( NUMBER | other )
 *              | subject VALUE-OP ( value | other | BLANK MODIFIER BLANK ( list | WORD ) )
 *              | subject LIST-OP ( list | WORD | other )
 * subject    ::= field | call
 * other      ::= 'val(' field ')' argument? | call
 * field      ::= WORD ( '.' WORD )+ argument?
 * call       ::= TRANSFORMER '(' item ( ',' item )* ')' argument?
 * item       ::= plain | '(' [ plain ( ',' plain )* ] ')'
 * plain      ::= field | call | QUOTED | NUMBER
 * argument   ::= '[' ( QUOTED | ARGUMENT ) ']'
 * list       ::= '(' [ value ( ',' value )* ] ')'
 * value      ::= QUOTED | BARE
 *
 * NUMBER-OP  ::= '&lt;' | '&lt;=' | '>' | '>='
 * VALUE-OP   ::= '=' | '==' | '!=' | ( 'contains' | 'icontains' | 'bcontains' | 'startswith'
 *              | 'bstartswith' | 'endswith' | 'glob' | 'iglob' | 'regex' ) BLANK
 * LIST-OP    ::= 'in' | 'intersects' | 'pmatch'
 * MODIFIER   ::= 'oneof' | 'anyof' | 'allof'
 * TRANSFORMER::= 'tolower' | 'toupper' | 'b64' | 'basename' | 'len' | 'join' | 'concat' | 'getopt'
 * MACRO, WORD::= [a-zA-Z][a-zA-Z0-9_]*
 * NUMBER     ::= 0[xX][0-9a-zA-Z]+ | [+-]?[0-9]+[.]?[0-9]*([eE][+-][0-9]+)?
 * BARE       ::= [^[:space:](),="']+
 * ARGUMENT   ::= [^[:space:]\[\]"']+
 * QUOTED     ::= '"' … '"' | "'" … "'"      escapes: \b \f \n \r \t \\ \/ and the quote
 * </pre>
 *
 * <p>A blank or {@code (} must follow {@code and}, {@code or} and {@code not}. Words are read as
 * far as they fit, so that {@code a.b existsand c} is legal, and so is {@code a.b incidental},
 * which asks for "cidental". Where Falco's own nesting limit does not hold, this one does: {@value
 * #NESTING_LIMIT}.
 */
public final class ConditionParser {

  /** How deep parentheses and transformers may nest. */
  public static final int NESTING_LIMIT = 500;

  /** The longest value, in characters: Falco refuses longer ones too. */
  public static final int VALUE_LIMIT = 255;

  private final SourceText source;
  private final ConditionScanner in;
  private final CheckParser checks;
  private int depth;

  private ConditionParser(SourceText source) {
    this.source = source;
    this.in = new ConditionScanner(source);
    this.checks = new CheckParser(source, in);
  }

  /**
   * Parses a whole condition.
   *
   * @throws ConditionSyntaxException with the first thing that is not as the grammar has it
   */
  public static Condition parse(SourceText source) throws ConditionSyntaxException {
    ConditionParser parser = new ConditionParser(source);
    Condition condition = parser.or();
    if (!parser.in.atEnd()) {
      throw parser.unexpectedRest();
    }
    return condition;
  }

  /**
   * Parses values with commas between them, as they stand in the parentheses of {@code in}.
   *
   * @throws ConditionSyntaxException with the first thing that is no value
   */
  public static List<Value> parseValues(SourceText source) throws ConditionSyntaxException {
    ConditionScanner in = new ConditionScanner(source);
    List<Value> values = new CheckParser(source, in).values();
    if (!in.atEnd()) {
      throw in.error(in.offset(), "expected ',' or the end but found " + in.found());
    }
    return values;
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

  /** As in Falco, one "not" right after another takes it back. */
  private Condition not() throws ConditionSyntaxException {
    in.skipBlanks();
    int start = in.offset();
    boolean negated = false;
    while (in.takeNot()) {
      negated = !negated;
    }
    in.skipBlanks();
    int at = in.offset();
    if (in.take("not(")) {
      negated = !negated;
      in.back(at + 3);
    }
    Condition part = in.peek() == '(' ? parenthesised() : checks.check();
    return negated ? new Condition.Not(part, source.position(start)) : part;
  }

  private Condition parenthesised() throws ConditionSyntaxException {
    int start = in.offset();
    in.take("(");
    depth++;
    if (depth > NESTING_LIMIT) {
      throw in.error(start, "nested more than " + NESTING_LIMIT + " deep");
    }
    Condition condition = or();
    in.skipBlanks();
    if (!in.take(")")) {
      throw in.atEnd() ? in.error(start, "this parenthesis is never closed") : unexpectedRest();
    }
    depth--;
    return condition;
  }

  private ConditionSyntaxException unexpectedRest() {
    int at = in.offset();
    if (in.peek() == ')') {
      return in.error(at, "this parenthesis was never opened");
    }
    return in.error(at, "expected 'and', 'or' or the end but found " + in.found());
  }
}
