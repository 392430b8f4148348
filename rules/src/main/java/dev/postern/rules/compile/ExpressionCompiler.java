package dev.postern.rules.compile;

import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Transformer;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles what stands on the sides of an operator. Problems are reported; an expression that has
 * one is null.
 */
final class ExpressionCompiler<E> {

  private final FieldCatalog<E> catalog;
  private final Consumer<Problem> problems;

  ExpressionCompiler(FieldCatalog<E> catalog, Consumer<Problem> problems) {
    this.catalog = catalog;
    this.problems = problems;
  }

  @Nullable Operand<E> compile(Expression expression) {
    return switch (expression) {
      case FieldName field -> field(field);
      case Expression.Call call -> call(call);
      case Expression.Literal literal -> {
        String text = literal.value().text();
        FieldReader.Text<E> reader = event -> text;
        yield Operand.made("'" + text + "'", FieldType.TEXT, Multiplicity.ONE, reader);
      }
      case Expression.ListOf list -> list(list);
    };
  }

  private @Nullable Operand<E> field(FieldName name) {
    return switch (catalog.resolve(name.name(), name.argument())) {
      case FieldUse.Refused<E> refused -> {
        problems.accept(new Problem(name.at(), refused.message(), refused.suggestion()));
        yield null;
      }
      case FieldUse.Found<E> found when found.field().has(FieldTrait.OUTPUT_ONLY) ->
          refuse(name, "'" + found.text() + "' is for outputs only", null);
      case FieldUse.Found<E> found ->
          new Operand<>(
              found.text(),
              found.type(),
              found.multiplicity(),
              found.field().has(FieldTrait.PLAIN),
              found.readers());
    };
  }

  private @Nullable Operand<E> list(Expression.ListOf list) {
    List<Operand<E>> items = operands(list.items());
    if (items == null) {
      return null;
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isList()) {
        return refuse(list.items().get(i), "a list cannot stand in a list", null);
      }
    }
    return Operand.made(
        list.text(),
        FieldType.TEXT,
        Multiplicity.LIST,
        Texts.all(items.stream().map(Texts::of).toList()));
  }

  /** All of them, or null when one cannot be compiled or takes no transformer. */
  private @Nullable List<Operand<E>> operands(List<Expression> expressions) {
    List<Operand<E>> operands = new ArrayList<>();
    for (Expression expression : expressions) {
      Operand<E> operand = compile(expression);
      if (operand == null) {
        continue;
      }
      if (operand.alone()) {
        refuse(expression, "'" + operand.text() + "' cannot be given to a transformer", null);
      } else {
        operands.add(operand);
      }
    }
    return operands.size() == expressions.size() ? operands : null;
  }

  private @Nullable Operand<E> call(Expression.Call call) {
    Transformer transformer = call.transformer();
    String name = transformer.text();
    if (call.argument() != null && transformer != Transformer.GETOPT) {
      return refuse(call, "'" + name + "' takes nothing in brackets", null);
    }
    if (transformer == Transformer.VAL) {
      return compile(call.arguments().getFirst());
    }
    List<Operand<E>> arguments = operands(call.arguments());
    if (arguments == null) {
      return null;
    }
    return switch (transformer) {
      case JOIN -> join(call, arguments);
      case CONCAT -> concat(call, arguments);
      case GETOPT -> getopt(call, arguments);
      default ->
          arguments.size() == 1
              ? ofOne(call, arguments.getFirst())
              : refuse(call, "'" + name + "' takes one argument", null);
    };
  }

  private @Nullable Operand<E> ofOne(Expression.Call call, Operand<E> argument) {
    Operand<E> made = SingleTransformer.apply(call.transformer(), argument, call.text());
    return made != null
        ? made
        : refuse(
            call.arguments().getFirst(),
            "'"
                + call.transformer().text()
                + "' does not fit "
                + argument.text()
                + ", "
                + argument.describe(),
            SingleTransformer.fitting(call.transformer()));
  }

  private @Nullable Operand<E> join(Expression.Call call, List<Operand<E>> arguments) {
    String usage = "write join(SEPARATOR, (FIRST, SECOND))";
    if (arguments.size() != 2) {
      return refuse(call, "'join' takes a separator and a list", usage);
    }
    if (arguments.get(0).isList()) {
      return refuse(call.arguments().get(0), "the separator of 'join' is a list", usage);
    }
    if (!isListArgument(call.arguments().get(1), arguments.get(1))) {
      return refuse(call.arguments().get(1), "what 'join' is to join is not a list", usage);
    }
    FieldReader.Text<E> separator = Texts.of(arguments.get(0));
    FieldReader.Texts<E> items = (FieldReader.Texts<E>) arguments.get(1).reader();
    FieldReader.Text<E> joined =
        event -> {
          String between = separator.read(event);
          List<String> texts = between == null ? null : ComputedTexts.list(items, event);
          return texts == null || between == null ? null : String.join(between, texts);
        };
    return Operand.made(call.text(), FieldType.TEXT, Multiplicity.ONE, joined);
  }

  private @Nullable Operand<E> concat(Expression.Call call, List<Operand<E>> arguments) {
    if (arguments.size() < 2) {
      return refuse(call, "'concat' takes two texts or more", null);
    }
    for (int i = 0; i < arguments.size(); i++) {
      Operand<E> argument = arguments.get(i);
      boolean made = call.arguments().get(i) instanceof Expression.Call;
      if (argument.isList() || !(made || argument.type().falcoName().equals("CHARBUF"))) {
        return refuse(
            call.arguments().get(i),
            "'concat' takes texts, but " + argument.text() + " is " + argument.describe(),
            argument.isList() ? "use join" : null);
      }
    }
    FieldReader.Texts<E> parts = Texts.all(arguments.stream().map(Texts::of).toList());
    FieldReader.Text<E> joined =
        event -> {
          List<String> texts = ComputedTexts.list(parts, event);
          return texts == null ? null : String.join("", texts);
        };
    return Operand.made(call.text(), FieldType.TEXT, Multiplicity.ONE, joined);
  }

  private @Nullable Operand<E> getopt(Expression.Call call, List<Operand<E>> arguments) {
    String usage = "write getopt((ARGUMENTS), \"ab:\")";
    if (arguments.size() != 2) {
      return refuse(call, "'getopt' takes a list of arguments and the options to look for", usage);
    }
    if (!isListArgument(call.arguments().get(0), arguments.get(0))) {
      return refuse(call.arguments().get(0), "the arguments for 'getopt' are not a list", usage);
    }
    if (arguments.get(1).isList() || arguments.get(1).type().kind() != FieldType.Kind.TEXT) {
      return refuse(call.arguments().get(1), "the options for 'getopt' are not one text", usage);
    }
    FieldReader.Texts<E> list = (FieldReader.Texts<E>) arguments.get(0).reader();
    FieldReader.Text<E> options = Texts.of(arguments.get(1));
    String option = call.argument();
    if (option == null) {
      return Operand.made(
          call.text(),
          FieldType.TEXT,
          Multiplicity.LIST,
          new ComputedTexts<E>(
              event -> {
                String wanted = options.read(event);
                List<String> texts = wanted == null ? null : ComputedTexts.list(list, event);
                return texts == null || wanted == null
                    ? null
                    : new OptionArguments(wanted).all(texts);
              }));
    }
    if (option.length() != 1) {
      return refuse(call, "'getopt' takes one option's letter in brackets", null);
    }
    FieldReader.Text<E> last =
        event -> {
          String wanted = options.read(event);
          List<String> texts = wanted == null ? null : ComputedTexts.list(list, event);
          return texts == null || wanted == null
              ? null
              : new OptionArguments(wanted).last(texts, option.charAt(0));
        };
    return Operand.made(call.text(), FieldType.TEXT, Multiplicity.ONE, last);
  }

  /** Falco takes a list in parentheses or a field that is one, but none that is made. */
  private boolean isListArgument(Expression written, Operand<E> argument) {
    return argument.isList()
        && !(written instanceof Expression.Call)
        && argument.reader() instanceof FieldReader.Texts<E>;
  }

  private @Nullable Operand<E> refuse(Expression at, String message, @Nullable String suggestion) {
    problems.accept(new Problem(at.at(), message, suggestion));
    return null;
  }
}
