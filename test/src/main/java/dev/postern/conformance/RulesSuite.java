package dev.postern.conformance;

import dev.postern.rules.Diagnostic;
import dev.postern.rules.LoadCode;
import dev.postern.rules.LoadResult;
import dev.postern.rules.LoadedRule;
import dev.postern.rules.RuleLoader;
import dev.postern.rules.RuleSettings;
import dev.postern.rules.RuleSource;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Comparand;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a file of rules loads, what is said about it, and what its rules are then. */
final class RulesSuite implements Conformance.Suite {

  @Override
  public @Nullable String difference(JsonObject recorded) {
    LoadResult loaded =
        RuleLoader.load(
            List.of(new RuleSource("case.yaml", recorded.getString("rules"))),
            RuleSettings.DEFAULT);
    if (loaded.errors().isEmpty() != recorded.getBoolean("ok")) {
      return "errors: " + loaded.errors();
    }
    List<String> errors = codes(recorded.getJsonArray("errors"));
    if (!errors.equals(codes(loaded.errors()))) {
      return "errors: " + loaded.errors() + " but there: " + recorded.getJsonArray("errors");
    }
    List<String> warnings = codes(recorded.getJsonArray("warnings"));
    if (!warnings.equals(codes(loaded.warnings()))) {
      return "warnings: " + loaded.warnings() + " but there: " + recorded.getJsonArray("warnings");
    }
    if (loaded.rules() == null || !recorded.containsKey("compiled")) {
      return null;
    }
    List<Map<String, Object>> expected =
        objects(recorded.getJsonArray("compiled")).map(RulesSuite::expected).toList();
    List<Map<String, Object>> rules =
        loaded.loaded().stream().map(rule -> loaded(rule, loaded.lists())).toList();
    return rules.equals(expected) ? null : "rules: " + rules + " but there: " + expected;
  }

  /** Every code as often as it is said, less those that only Postern has. */
  private static List<String> codes(List<Diagnostic> said) {
    return said.stream()
        .map(Diagnostic::code)
        .filter(LoadCode::isFalcos)
        .map(LoadCode::name)
        .sorted()
        .toList();
  }

  private static List<String> codes(JsonArray said) {
    return objects(said).map(each -> each.getString("code")).sorted().toList();
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private static Map<String, Object> expected(JsonObject rule) {
    return describe(
        rule.getString("rule"),
        rule.getString("condition"),
        strings(rule, "condition_fields"),
        strings(rule, "condition_operators"),
        rule.getString("output"),
        rule.getString("priority"),
        strings(rule, "tags"),
        rule.getBoolean("enabled"));
  }

  private static Set<String> strings(JsonObject rule, String key) {
    Set<String> strings = new TreeSet<>();
    rule.getJsonArray(key).forEach(each -> strings.add((String) each));
    return strings;
  }

  private static Map<String, Object> loaded(LoadedRule rule, ValueLists lists) {
    Condition condition = expanded(rule.condition(), lists);
    Set<String> fields = new TreeSet<>();
    Set<String> operators = new TreeSet<>();
    addNames(condition, fields, operators);
    return describe(
        rule.rule().name(),
        FalcoText.of(condition),
        fields,
        operators,
        rule.output().value().strip(),
        rule.rule().priority().text(),
        new TreeSet<>(rule.rule().tags()),
        rule.enabled());
  }

  private static Map<String, Object> describe(
      String name,
      String condition,
      Set<String> fields,
      Set<String> operators,
      String output,
      String priority,
      Set<String> tags,
      boolean enabled) {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("rule", name);
    rule.put("condition", condition);
    rule.put("condition_fields", fields);
    rule.put("condition_operators", operators);
    rule.put("output", output);
    rule.put("priority", priority);
    rule.put("tags", tags);
    rule.put("enabled", enabled);
    return rule;
  }

  /** Falco writes a list's values out where its name stands. */
  private static Condition expanded(Condition condition, ValueLists lists) {
    return switch (condition) {
      case Condition.And and ->
          new Condition.And(
              and.parts().stream().map(part -> expanded(part, lists)).toList(), and.at());
      case Condition.Or or ->
          new Condition.Or(
              or.parts().stream().map(part -> expanded(part, lists)).toList(), or.at());
      case Condition.Not not -> new Condition.Not(expanded(not.part(), lists), not.at());
      case Condition.MacroRef macro -> macro;
      case Condition.Check check ->
          check.comparand() instanceof Comparand.Values values
              ? new Condition.Check(
                  check.subject(),
                  check.operator(),
                  check.modifier(),
                  new Comparand.Values(lists.expand(values.values()), values.parenthesised()),
                  check.operatorAt())
              : check;
    };
  }

  private static void addNames(Condition condition, Set<String> fields, Set<String> operators) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(part -> addNames(part, fields, operators));
      case Condition.Or or -> or.parts().forEach(part -> addNames(part, fields, operators));
      case Condition.Not not -> addNames(not.part(), fields, operators);
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
      case Condition.Check check -> {
        FieldNames.in(check).stream().map(FieldName::name).forEach(fields::add);
        String operator = check.operator().text();
        operators.add(
            check.modifier() == null ? operator : operator + " " + check.modifier().text());
      }
    }
  }
}
