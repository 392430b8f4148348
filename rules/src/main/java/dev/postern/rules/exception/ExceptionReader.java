package dev.postern.rules.exception;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Checks what Falco 0.44 asks of an exception, and fills in the comparisons that are left out. */
public final class ExceptionReader {

  private final Function<FieldName, Optional<Problem>> fields;
  private final Consumer<Problem> problems;

  /**
   * A reader.
   *
   * @param fields what is wrong with a field, if anything
   * @param problems takes what is wrong
   */
  public ExceptionReader(
      Function<FieldName, Optional<Problem>> fields, Consumer<Problem> problems) {
    this.fields = fields;
    this.problems = problems;
  }

  /** The exception; nothing, and reported, when its shape is wrong. */
  public Optional<RuleException> read(ExceptionItem item) {
    return switch (item.fields()) {
      case null -> missingFields(item);
      case Entry.Many many when many.entries().isEmpty() -> missingFields(item);
      case Entry.One one -> ofOne(item, one.text());
      case Entry.Many many -> ofMany(item, many);
    };
  }

  private Optional<RuleException> missingFields(ExceptionItem item) {
    return wrong(
        item.place(), "exception '" + item.name().value() + "' needs 'fields', and has none");
  }

  private Optional<RuleException> ofOne(ExceptionItem item, SourceText field) {
    SourceText in = SourceText.at(field.place(), "in");
    return switch (item.comps()) {
      case Entry.Many many ->
          wrong(many.place(), "'comps' is a sequence and 'fields' is a text: write both alike");
      case Entry.One one -> single(item, field, one.text());
      case null -> single(item, field, in);
    };
  }

  private Optional<RuleException> single(ExceptionItem item, SourceText field, SourceText comp) {
    Comparison comparison = Comparison.read(comp);
    boolean known = knows(field);
    if (comparison == null || !comparison.takesList()) {
      return wrong(
          comp.place(),
          "'"
              + comp.value()
              + "' compares no field with a list: it must be in, pmatch, intersects or an operator"
              + " with a modifier, such as startswith anyof");
    }
    return known
        ? Optional.of(new RuleException(List.of(field), List.of(comparison), true, item.values()))
        : Optional.empty();
  }

  private Optional<RuleException> ofMany(ExceptionItem item, Entry.Many fieldEntries) {
    List<SourceText> fieldTexts = texts(fieldEntries);
    if (item.comps() instanceof Entry.One one) {
      return wrong(one.place(), "'comps' is a text and 'fields' is a sequence: write both alike");
    }
    List<SourceText> compTexts =
        item.comps() instanceof Entry.Many many
            ? texts(many)
            : fieldTexts.stream().map(field -> SourceText.at(field.place(), "=")).toList();
    if (fieldTexts.size() != fieldEntries.entries().size()) {
      return Optional.empty();
    }
    boolean right = true;
    if (fieldTexts.size() != compTexts.size()) {
      right = false;
      wrong(
          item.comps() == null ? item.place() : item.comps().place(),
          fieldTexts.size() + " fields and " + compTexts.size() + " comps: there must be as many");
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (SourceText comp : compTexts) {
      Comparison comparison = Comparison.read(comp);
      if (comparison == null) {
        right = false;
        wrong(comp.place(), "'" + comp.value().strip() + "' is not a comparison operator");
      } else {
        comparisons.add(comparison);
      }
    }
    for (SourceText field : fieldTexts) {
      right &= knows(field);
    }
    return right
        ? Optional.of(new RuleException(fieldTexts, comparisons, false, item.values()))
        : Optional.empty();
  }

  private List<SourceText> texts(Entry.Many many) {
    List<SourceText> texts = new ArrayList<>();
    for (Entry entry : many.entries()) {
      switch (entry) {
        case Entry.One one -> texts.add(one.text());
        case Entry.Many inner -> wrong(inner.place(), "a sequence where a text is expected");
      }
    }
    return texts;
  }

  /** A field may be given to a transformer, so it is read as a condition reads it. */
  private boolean knows(SourceText field) {
    SourceText exists = SourceText.appended(List.of(field, SourceText.at(field.place(), "exists")));
    try {
      if (ConditionParser.parse(exists) instanceof Condition.Check check) {
        List<Problem> wrong =
            FieldNames.in(check).stream().map(fields).flatMap(Optional::stream).toList();
        wrong.forEach(problems);
        return wrong.isEmpty();
      }
      wrong(field.place(), "'" + field.value() + "' is not a field");
    } catch (ConditionSyntaxException e) {
      problems.accept(e.problem());
    }
    return false;
  }

  private Optional<RuleException> wrong(Place place, String message) {
    problems.accept(RuleException.problem(place, message, null));
    return Optional.empty();
  }
}
