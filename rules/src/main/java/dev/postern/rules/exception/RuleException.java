package dev.postern.rules.exception;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An exception whose shape is right.
 *
 * <p>Values are read as Falco 0.44 reads them, which writes them into the condition: one with a
 * blank is put in quotes unless it has its own; one without may name a list, hold several values
 * with commas between them, or be a transformer's call.
 *
 * @param fields one or more
 * @param comps one for each field
 * @param single whether the fields are a text, so that every value belongs to that one field
 * @param values as the file has them
 */
public record RuleException(
    List<SourceText> fields, List<Comparison> comps, boolean single, List<Entry> values) {

  public RuleException {
    fields = List.copyOf(fields);
    comps = List.copyOf(comps);
    values = List.copyOf(values);
  }

  /**
   * What the rule must not match: one condition, or none when the exception has no values.
   *
   * @param spell writes names of lists so that they can be read as values
   * @param shape takes values of the wrong shape
   * @param syntax takes values that can't stand in a condition
   */
  public Optional<Condition> condition(
      UnaryOperator<SourceText> spell, Consumer<Problem> shape, Consumer<Problem> syntax) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (single) {
      return parse(0, spell.apply(listOf(values, values.getFirst().place(), shape)), syntax);
    }
    List<Condition> cases = new ArrayList<>();
    for (Entry value : values) {
      ofTuple(value, spell, shape, syntax).ifPresent(cases::add);
    }
    if (cases.size() <= 1) {
      return cases.stream().findFirst();
    }
    return Optional.of(new Condition.Or(cases, cases.getFirst().at()));
  }

  private Optional<Condition> ofTuple(
      Entry tuple,
      UnaryOperator<SourceText> spell,
      Consumer<Problem> shape,
      Consumer<Problem> syntax) {
    List<Entry> parts = tuple instanceof Entry.Many many ? many.entries() : List.of();
    if (parts.size() != fields.size()) {
      shape.accept(
          problem(
              tuple.place(),
              tuple instanceof Entry.One
                  ? "a value of this exception is a sequence of " + count("value")
                  : parts.size() + " values for " + count("field"),
              "write [" + placeholders() + "]"));
      return Optional.empty();
    }
    List<Condition> checks = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean takesList = comps.get(i).takesList();
      SourceText operand =
          switch (parts.get(i)) {
            case Entry.Many many -> listOf(many.entries(), many.place(), shape);
            case Entry.One one when takesList -> inParentheses(one.text());
            case Entry.One one -> quoted(one.text());
          };
      parse(i, spell.apply(operand), syntax).ifPresent(checks::add);
    }
    if (checks.size() < parts.size()) {
      return Optional.empty();
    }
    return Optional.of(
        checks.size() == 1 ? checks.getFirst() : new Condition.And(checks, checks.getFirst().at()));
  }

  /** Each comparison is parsed alone, so that no value can reach beyond its own. */
  private Optional<Condition> parse(int index, SourceText operand, Consumer<Problem> syntax) {
    SourceText comp = comps.get(index).text();
    SourceText text = SourceText.appended(List.of(fields.get(index), comp, operand));
    try {
      Condition parsed = ConditionParser.parse(text);
      if (parsed instanceof Condition.Check) {
        return Optional.of(parsed);
      }
      syntax.accept(
          new Problem(operand.position(0), "expected one value but found more of a condition"));
    } catch (ConditionSyntaxException e) {
      syntax.accept(e.problem());
    }
    return Optional.empty();
  }

  private static SourceText listOf(List<Entry> entries, Place place, Consumer<Problem> shape) {
    List<SourceText> pieces = new ArrayList<>(List.of(SourceText.at(place, "(")));
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.One one -> {
          pieces.add(SourceText.at(one.place(), pieces.size() > 1 ? ", " : ""));
          pieces.add(quoted(one.text()));
        }
        case Entry.Many many ->
            shape.accept(
                problem(many.place(), "a sequence where a single value is expected", null));
      }
    }
    pieces.add(SourceText.at(place, ")"));
    return SourceText.joined(pieces);
  }

  private static SourceText inParentheses(SourceText value) {
    return value.value().startsWith("(") ? value : around(value, "(", ")");
  }

  /** As it stands in a condition: in quotes if it has a blank and none of its own. */
  public static SourceText quoted(SourceText value) {
    String text = value.value();
    boolean bare = text.indexOf(' ') < 0 || text.charAt(0) == '"' || text.charAt(0) == '\'';
    return bare ? value : around(value, "\"", "\"");
  }

  private static SourceText around(SourceText value, String before, String after) {
    return SourceText.joined(
        List.of(SourceText.at(value.place(), before), value, SourceText.at(value.place(), after)));
  }

  private String count(String what) {
    return fields.size() + " " + what + (fields.size() == 1 ? "" : "s");
  }

  private String placeholders() {
    return String.join(", ", fields.stream().map(SourceText::value).toList());
  }

  static Problem problem(Place place, String message, @Nullable String suggestion) {
    return new Problem(SourceText.at(place, "").position(0), message, suggestion);
  }
}
