package dev.postern.rules.condition;

import dev.postern.rules.source.NearestName;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what stands on either side of an operator: fields, transformers and values. */
final class ExpressionParser {

  private static final List<String> TRANSFORMERS =
      Stream.of(Transformer.values()).map(Transformer::text).toList();

  private final SourceText source;
  private final ConditionScanner in;
  private int depth;

  ExpressionParser(SourceText source, ConditionScanner in) {
    this.source = source;
    this.in = in;
  }

  /** A field with its argument, or null, and then nothing is taken. */
  @Nullable FieldName field() throws ConditionSyntaxException {
    int start = in.offset();
    String name = in.takeFieldName();
    return name == null ? null : new FieldName(name, argument(), source.position(start));
  }

  /** A transformer with what it is applied to, or null, and then nothing is taken. */
  Expression.@Nullable Call call() throws ConditionSyntaxException {
    int start = in.offset();
    Transformer transformer = Transformer.ofWord(in.takeIdentifier());
    if (transformer == null || in.peek() != '(') {
      in.back(start);
      return null;
    }
    if (transformer == Transformer.VAL) {
      throw in.error(
          start,
          "'val(…)' stands only to the right of an operator",
          "write the field's name without val");
    }
    enter(start);
    in.take("(");
    List<Expression> arguments = new ArrayList<>();
    do {
      in.skipBlanks();
      arguments.add(in.peek() == '(' ? listOf() : plain());
      in.skipBlanks();
    } while (in.take(","));
    close(start);
    depth--;
    return new Expression.Call(transformer, arguments, argument(), source.position(start));
  }

  /** {@code val(…)} or a transformer, or null, and then nothing is taken. */
  Expression.@Nullable Call rightHandSide() throws ConditionSyntaxException {
    int start = in.offset();
    if (!in.take("val(")) {
      return call();
    }
    in.skipBlanks();
    FieldName field = field();
    if (field == null) {
      throw in.error(in.offset(), "'val(…)' takes a field but found " + in.found());
    }
    in.skipBlanks();
    close(start);
    return new Expression.Call(Transformer.VAL, List.of(field), argument(), source.position(start));
  }

  /** One that is compared with. */
  Value value() throws ConditionSyntaxException {
    int start = in.offset();
    boolean quoted = in.atQuote();
    String text = quoted ? in.takeQuoted() : in.takeBare();
    if (!quoted && text.isEmpty()) {
      throw in.error(start, "expected a value but found " + in.found());
    }
    return value(text, quoted, start);
  }

  /** What is wrong with a word right before a parenthesis. */
  ConditionSyntaxException notCallable(String word, int start) {
    return Transformer.ofWord(word) == null
        ? in.error(
            start, "unknown transformer '" + word + "'", NearestName.suggestion(word, TRANSFORMERS))
        : in.error(start, "no blank may stand between '" + word + "' and its parenthesis");
  }

  private Value value(String text, boolean quoted, int start) throws ConditionSyntaxException {
    if (text.length() > ConditionParser.VALUE_LIMIT) {
      throw in.error(start, "a value has at most " + ConditionParser.VALUE_LIMIT + " characters");
    }
    return new Value(text, quoted, source.position(start));
  }

  private Expression listOf() throws ConditionSyntaxException {
    int start = in.offset();
    in.take("(");
    in.skipBlanks();
    List<Expression> items = new ArrayList<>();
    if (!in.take(")")) {
      do {
        in.skipBlanks();
        items.add(plain());
        in.skipBlanks();
      } while (in.take(","));
      close(start);
    }
    return new Expression.ListOf(items, source.position(start));
  }

  private Expression plain() throws ConditionSyntaxException {
    int start = in.offset();
    if (in.atQuote()) {
      return new Expression.Literal(value(in.takeQuoted(), true, start));
    }
    Expression field = field();
    if (field != null) {
      return field;
    }
    Expression call = call();
    if (call != null) {
      return call;
    }
    String number = in.takeNumber();
    if (!number.isEmpty()) {
      return new Expression.Literal(value(number, false, start));
    }
    String word = in.takeIdentifier();
    if (!word.isEmpty() && in.peek() == '(') {
      throw notCallable(word, start);
    }
    in.back(start);
    throw in.error(
        start,
        "expected a field, a transformer, a quoted text or a number but found " + in.found(),
        word.isEmpty() ? null : "put a text in quotes: \"" + word + "\"");
  }

  private void close(int start) throws ConditionSyntaxException {
    if (!in.take(")")) {
      throw in.atEnd()
          ? in.error(start, "this parenthesis is never closed")
          : in.error(in.offset(), "expected ',' or ')' but found " + in.found());
    }
  }

  private void enter(int start) throws ConditionSyntaxException {
    depth++;
    if (depth > ConditionParser.NESTING_LIMIT) {
      throw in.error(start, "nested more than " + ConditionParser.NESTING_LIMIT + " deep");
    }
  }

  private @Nullable String argument() throws ConditionSyntaxException {
    if (in.peek() != '[') {
      return null;
    }
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
}
