package dev.postern.rules.condition;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one comparison, or the macro's name that stands where one may. */
final class CheckParser {

  private static final Set<String> KEYWORDS = Set.of("and", "or", "not");
  private static final List<String> OPERATORS =
      Stream.of(Operator.values()).map(Operator::text).toList();
  private static final List<String> MODIFIERS =
      Stream.of(ListModifier.values()).map(ListModifier::text).toList();

  private final SourceText source;
  private final ConditionScanner in;
  private final ExpressionParser expressions;

  CheckParser(SourceText source, ConditionScanner in) {
    this.source = source;
    this.in = in;
    this.expressions = new ExpressionParser(source, in);
  }

  Condition check() throws ConditionSyntaxException {
    int start = in.offset();
    Expression subject = expressions.field();
    if (subject == null) {
      subject = expressions.call();
    }
    if (subject == null) {
      return macro(start);
    }
    if (in.peek() == '(') {
      throw in.error(start, "'" + subject.text() + "' is not a transformer");
    }
    in.skipBlanks();
    int operatorAt = in.offset();
    Operator operator = operator();
    ListModifier modifier = null;
    Comparand comparand =
        switch (operator.operand()) {
          case NONE -> new Comparand.Values(List.of());
          case NUMBER -> number();
          case LIST -> list(operator);
          case VALUE -> {
            modifier = modifier();
            yield modifier == null ? single(operator) : list(modifier);
          }
        };
    return new Condition.Check(subject, operator, modifier, comparand, source.position(operatorAt));
  }

  private Condition macro(int start) throws ConditionSyntaxException {
    String name = in.takeIdentifier();
    if (name.isEmpty()) {
      throw in.error(start, "expected a field, a macro or '(' but found " + in.found());
    }
    if (KEYWORDS.contains(name)) {
      throw in.error(start, "expected a field, a macro or '(' but found '" + name + "'");
    }
    if (in.peek() == '(') {
      throw expressions.notCallable(name, start);
    }
    return new Condition.MacroRef(name, source.position(start));
  }

  private Operator operator() throws ConditionSyntaxException {
    int start = in.offset();
    for (Operator operator : Operator.inReadingOrder()) {
      for (String text : operator.spellings()) {
        if (in.take(text)) {
          if (!operator.needsBlank() || in.skipBlanks()) {
            return operator;
          }
          in.back(start);
        }
      }
    }
    String word = in.takeIdentifier();
    if (word.isEmpty()) {
      throw in.error(start, "expected an operator but found " + in.found());
    }
    if (OPERATORS.contains(word)) {
      throw in.error(in.offset(), "expected a blank after '" + word + "'");
    }
    throw in.error(
        start, "unknown operator '" + word + "'", NearestName.suggestion(word, OPERATORS));
  }

  private Comparand number() throws ConditionSyntaxException {
    in.skipBlanks();
    Expression other = expressions.rightHandSide();
    if (other != null) {
      return new Comparand.Of(other);
    }
    int start = in.offset();
    String text = in.takeNumber();
    if (text.isEmpty()) {
      throw in.error(start, "expected a number but found " + in.found());
    }
    return new Comparand.Values(List.of(new Value(text, false, source.position(start))));
  }

  /** Takes a modifier that stands between blanks, and behind which there is a list. */
  private @Nullable ListModifier modifier() {
    int start = in.offset();
    boolean blank = in.skipBlanks() || in.afterBlank();
    ListModifier modifier = ListModifier.ofWord(in.takeIdentifier());
    if (modifier != null && blank && in.skipBlanks() && listFollows()) {
      return modifier;
    }
    in.back(start);
    return null;
  }

  /** After a word that may be a modifier or a value: values in parentheses, or a list's name. */
  private boolean listFollows() {
    int start = in.offset();
    boolean follows = in.peek() == '(';
    if (!follows) {
      String next = in.takeIdentifier();
      follows = !next.isEmpty() && !KEYWORDS.contains(next);
      in.back(start);
    }
    return follows;
  }

  private Comparand single(Operator operator) throws ConditionSyntaxException {
    in.skipBlanks();
    Expression other = expressions.rightHandSide();
    if (other != null) {
      return new Comparand.Of(other);
    }
    int start = in.offset();
    if (in.peek() == '(') {
      throw in.error(
          start,
          "'" + operator.text() + "' takes one value",
          "use 'in' or '" + operator.text() + " anyof' for a list of values");
    }
    Value value = expressions.value();
    if (!value.quoted()) {
      refuseParenthesis(value.text(), start);
    }
    return new Comparand.Values(List.of(value));
  }

  /**
   * Says what is wrong with a word that a parenthesis follows, where it is clear what was meant.
   */
  private void refuseParenthesis(String word, int start) throws ConditionSyntaxException {
    int end = in.offset();
    in.skipBlanks();
    boolean blank = in.offset() > end;
    if (in.peek() == '(') {
      if (ListModifier.ofWord(word) != null) {
        throw in.error(start, "the list modifier '" + word + "' needs a blank before and after it");
      }
      String near = NearestName.suggestion(word, MODIFIERS);
      if (near != null) {
        throw in.error(start, "unknown list modifier '" + word + "'", near);
      }
      if (!blank || Transformer.ofWord(word) != null) {
        throw expressions.notCallable(word, start);
      }
    }
    in.back(end);
  }

  private Comparand list(ListModifier modifier) throws ConditionSyntaxException {
    return in.peek() == '(' ? listed() : named("'" + modifier.text() + "'");
  }

  private Comparand list(Operator operator) throws ConditionSyntaxException {
    in.skipBlanks();
    if (in.peek() == '(') {
      return listed();
    }
    Expression other = expressions.rightHandSide();
    return other == null ? named("'" + operator.text() + "'") : new Comparand.Of(other);
  }

  private Comparand named(String before) throws ConditionSyntaxException {
    int start = in.offset();
    String word = in.takeIdentifier();
    if (word.isEmpty()) {
      throw in.error(start, before + " takes values in parentheses");
    }
    return new Comparand.Values(
        List.of(new Value(word, false, source.position(start))), /* parenthesised= */ false);
  }

  private Comparand listed() throws ConditionSyntaxException {
    int start = in.offset();
    in.take("(");
    in.skipBlanks();
    List<Value> values = List.of();
    if (!in.take(")")) {
      values = values();
      if (!in.take(")")) {
        throw in.atEnd()
            ? in.error(start, "this parenthesis is never closed")
            : in.error(in.offset(), "expected ',' or ')' but found " + in.found());
      }
    }
    return new Comparand.Values(values);
  }

  /** One value or more with commas between them. */
  List<Value> values() throws ConditionSyntaxException {
    List<Value> values = new ArrayList<>();
    do {
      in.skipBlanks();
      values.add(expressions.value());
      in.skipBlanks();
    } while (in.take(","));
    return values;
  }
}
