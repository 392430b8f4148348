package dev.postern.rules.compile;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.Value;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles conditions on {@link SampleFields}, with a few lists, and keeps what is wrong. */
final class SampleCompiler {

  private static final ValueLists LISTS =
      new ValueLists(
          Map.of(
              "none", List.of(),
              "one", List.of(value("Hello/World.txt")),
              "two", List.of(value("a"), value("Hello/World.txt")),
              "long", List.of(value("x".repeat(256)))));

  private static Value value(String text) {
    return new Value(text, false, SourceText.at(Place.file("list"), text).position(0));
  }

  private final List<Problem> problems = new ArrayList<>();

  /** The problems of all conditions compiled so far; may be cleared. */
  List<Problem> problems() {
    return problems;
  }

  Matcher<Object> compile(String text) {
    try {
      Condition condition = ConditionParser.parse(SourceText.at(Place.file("t"), text));
      return new ConditionCompiler<>(SampleFields.CATALOG, LISTS, problems::add).compile(condition);
    } catch (ConditionSyntaxException e) {
      throw new AssertionError(text + ": " + e.problem().message(), e);
    }
  }
}
