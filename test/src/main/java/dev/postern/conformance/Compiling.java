package dev.postern.conformance;

import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.Matcher;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Problem;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an expression.
 *
 * @param matcher null when there is a problem
 * @param problem the first one's message; null when there is none
 */
record Compiling(@Nullable Matcher<Object> matcher, @Nullable String problem) {

  /** Reads and compiles an expression, changed in between. */
  static Compiling of(
      JsonObject recorded, FieldCatalog<Object> fields, UnaryOperator<Condition> change) {
    List<Problem> problems = new ArrayList<>();
    try {
      Condition condition = change.apply(Parsing.parse(recorded));
      Matcher<Object> matcher =
          new ConditionCompiler<>(fields, new ValueLists(Map.of()), problems::add)
              .compile(condition);
      return problems.isEmpty()
          ? new Compiling(matcher, null)
          : new Compiling(null, problems.getFirst().message());
    } catch (ConditionSyntaxException e) {
      return new Compiling(null, e.problem().message());
    } catch (IllegalArgumentException e) {
      return new Compiling(null, String.valueOf(e.getMessage())); // a macro that nobody defined
    }
  }
}
