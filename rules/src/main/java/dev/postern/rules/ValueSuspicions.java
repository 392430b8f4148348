package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Operator;
import dev.postern.rules.condition.Transformer;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Values that look like something else, as Falco 0.44 suspects them. */
final class ValueSuspicions {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A name, and perhaps an argument in brackets: all else is no field without parsing it. */
  private static final Pattern FIELD = Pattern.compile("[a-zA-Z]\\w*(\\.\\w+)+(\\[[^\\]]*\\])?");

  private static final String SPECIAL = ".+*?^$()[]{}|\\";
  private static final String REPETITION = "+*?";

  private final KnownFields fields;
  private final Consumer<Problem> warnings;

  ValueSuspicions(KnownFields fields, Consumer<Problem> warnings) {
    this.fields = fields;
    this.warnings = warnings;
  }

  void of(Value value, Operator operator) {
    String text = value.text();
    if (operator == Operator.REGEX && isSimple(text)) {
      warnings.accept(
          new Problem(
              value.at(),
              "the regular expression '" + text + "' asks for no more than a text",
              "use =, contains, startswith or endswith"));
    }
    String joined = BLANKS.matcher(text).replaceAll("");
    if (FIELD.matcher(joined).matches() && isField(joined, value)) {
      warnings.accept(
          new Problem(
              value.at(),
              "'" + text + "' is a field's name, compared with as a text",
              "write val(" + joined + ") for the field's value"));
    }
    int parenthesis = joined.indexOf('(');
    if (parenthesis > 0
        && joined.endsWith(")")
        && Transformer.ofWord(joined.substring(0, parenthesis)) != null) {
      warnings.accept(
          new Problem(
              value.at(),
              "'" + text + "' looks like a transformer, and is compared with as a text",
              value.quoted() ? "write it without quotes and blanks" : null));
    }
  }

  private boolean isField(String name, Value value) {
    SourceText exists = SourceText.at(value.at().place(), name + " exists");
    try {
      return ConditionParser.parse(exists) instanceof Condition.Check check
          && check.subject() instanceof FieldName field
          && fields.isKnown(field);
    } catch (ConditionSyntaxException e) {
      return false;
    }
  }

  /** Nothing special in it but anchors and "any characters" at its ends. */
  private static boolean isSimple(String regex) {
    int length = regex.length();
    for (int i = 0; i < length; i++) {
      char c = regex.charAt(i);
      boolean anchor = (i == 0 && c == '^') || (i == length - 1 && c == '$');
      boolean anyAtEnd =
          ((i == 0 && length > 1) || i == length - 2)
              && c == '.'
              && REPETITION.indexOf(regex.charAt(i + 1)) >= 0;
      if (anyAtEnd) {
        i++;
      } else if (!anchor && SPECIAL.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
