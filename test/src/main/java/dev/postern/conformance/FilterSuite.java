package dev.postern.conformance;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionSyntaxException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Whether an expression can be read, and as what. */
final class FilterSuite implements Conformance.Suite {

  @Override
  public @Nullable String difference(JsonObject recorded) {
    boolean expected = recorded.getString("expect").equals("parse-ok");
    Condition condition;
    try {
      condition = Parsing.parse(recorded);
    } catch (ConditionSyntaxException e) {
      return expected ? "refused: " + e.problem().message() : null;
    }
    if (!expected) {
      return "read, but refused there: " + recorded.getString("error");
    }
    String read = FalcoText.of(condition);
    String ast = recorded.getString("ast");
    return read.equals(ast) ? null : "read as: " + read + " but there as: " + ast;
  }
}
