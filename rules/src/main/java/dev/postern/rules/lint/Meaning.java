package dev.postern.rules.lint;

import dev.postern.event.EventType;
import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.Priority;
import dev.postern.rules.compile.ConditionNumbers;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.Expression;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a rule means, whatever names it has for a field: two rules with one meaning match the same
 * events and say the same about them.
 *
 * @param condition equal for conditions that are equal, lists written out
 */
record Meaning(
    boolean enabled,
    Priority priority,
    List<String> tags,
    Set<EventType> types,
    int condition,
    String output) {

  private static final Pattern FIELD = Pattern.compile("%([a-zA-Z]\\w*(?:\\.[a-zA-Z]\\w*)+)");

  /** Of each rule, by name; only what the same numbers number can be compared. */
  static Map<String, Meaning> of(LoadResult result, ConditionNumbers numbers) {
    Map<String, Meaning> meanings = new LinkedHashMap<>();
    for (LoadedRule rule : result.loaded()) {
      meanings.put(
          rule.rule().name(),
          new Meaning(
              rule.enabled(),
              rule.rule().priority(),
              rule.rule().tags(),
              rule.types(),
              numbers.of(plain(rule.condition(), result.lists())),
              FIELD
                  .matcher(rule.output().value())
                  .replaceAll(found -> "%" + PortableFields.canonical(found.group(1)))));
    }
    return meanings;
  }

  /** Numbers for conditions in which no list is named any more. */
  static ConditionNumbers numbers() {
    return new ConditionNumbers(new ValueLists(Map.of()));
  }

  private static Condition plain(Condition condition, ValueLists lists) {
    return switch (condition) {
      case Condition.And and -> new Condition.And(plain(and.parts(), lists), and.at());
      case Condition.Or or -> new Condition.Or(plain(or.parts(), lists), or.at());
      case Condition.Not not -> new Condition.Not(plain(not.part(), lists), not.at());
      case Condition.Check check ->
          new Condition.Check(
              plain(check.subject()),
              check.operator(),
              check.modifier(),
              plain(check.comparand(), lists),
              check.operatorAt());
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    };
  }

  private static List<Condition> plain(List<Condition> parts, ValueLists lists) {
    List<Condition> plain = new ArrayList<>(parts.size());
    for (Condition part : parts) {
      plain.add(plain(part, lists));
    }
    return plain;
  }

  private static Comparand plain(Comparand comparand, ValueLists lists) {
    return switch (comparand) {
      case Comparand.Values values ->
          new Comparand.Values(
              lists.expand(values.values()).stream()
                  .map(value -> new Value(value.text(), true, value.at()))
                  .toList(),
              values.parenthesised());
      case Comparand.Of of -> new Comparand.Of(plain(of.expression()));
    };
  }

  private static Expression plain(Expression expression) {
    return switch (expression) {
      case FieldName field ->
          new FieldName(PortableFields.canonical(field.name()), field.argument(), field.at());
      case Expression.Call call ->
          new Expression.Call(
              call.transformer(),
              call.arguments().stream().map(Meaning::plain).toList(),
              call.argument(),
              call.at());
      case Expression.ListOf list ->
          new Expression.ListOf(list.items().stream().map(Meaning::plain).toList(), list.at());
      case Expression.Literal literal -> literal;
    };
  }
}
