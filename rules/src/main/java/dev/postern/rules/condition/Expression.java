package dev.postern.rules.condition;

import dev.postern.rules.source.Position;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something with a value of its own: what is compared, or what it is compared with. */
public sealed interface Expression
    permits FieldName, Expression.Call, Expression.Literal, Expression.ListOf {

  /** Its first character. */
  Position at();

  /** As it would be written, without blanks and without quotes. */
  String text();

  /**
   * A transformer and what it is applied to.
   *
   * @param argument what stands in brackets behind it, or null
   */
  record Call(
      Transformer transformer, List<Expression> arguments, @Nullable String argument, Position at)
      implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String text() {
      String call = transformer.text() + joined(arguments);
      return argument == null ? call : call + "[" + argument + "]";
    }
  }

  /** A value written down. */
  record Literal(Value value) implements Expression {
    @Override
    public Position at() {
      return value.at();
    }

    @Override
    public String text() {
      return value.text();
    }
  }

  /** Several as one argument: {@code ("-", fd.name)}. */
  record ListOf(List<Expression> items, Position at) implements Expression {
    public ListOf {
      items = List.copyOf(items);
    }

    @Override
    public String text() {
      return joined(items);
    }
  }

  private static String joined(List<Expression> expressions) {
    return expressions.stream().map(Expression::text).collect(Collectors.joining(",", "(", ")"));
  }
}
