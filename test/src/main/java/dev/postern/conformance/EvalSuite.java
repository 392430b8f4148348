package dev.postern.conformance;

import dev.postern.rules.compile.Matcher;
import dev.postern.rules.condition.Condition;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an expression says of an event of which some fields are known. */
final class EvalSuite implements Conformance.Suite {

  private final RecordedFields fields;

  EvalSuite(RecordedFields fields) {
    this.fields = fields;
  }

  @Override
  public @Nullable String difference(JsonObject recorded) {
    Object expected = recorded.getValue("expect");
    Compiling compiled =
        Compiling.of(recorded, fields.of(recorded), condition -> mocked(recorded, condition));
    if (expected.equals("error")) {
      return compiled.problem() == null
          ? "compiles, but refused there: " + recorded.getString("error")
          : null;
    }
    if (compiled.problem() != null) {
      return "refused: " + compiled.problem();
    }
    Matcher<Object> matcher = Objects.requireNonNull(compiled.matcher());
    boolean matches = matcher.matches(recorded);
    return expected.equals(matches) ? null : matches + ", but " + expected + " there";
  }

  /** Two fields that the other engine's tests made up say the same whatever they are asked. */
  private static Condition mocked(JsonObject recorded, Condition condition) {
    if (!recorded.containsKey("mock")) {
      return condition;
    }
    return switch (condition) {
      case Condition.And and -> new Condition.And(mocked(recorded, and.parts()), and.at());
      case Condition.Or or -> new Condition.Or(mocked(recorded, or.parts()), or.at());
      case Condition.Not not -> new Condition.Not(mocked(recorded, not.part()), not.at());
      case Condition.Check check ->
          switch (check.subject().text()) {
            case "c.true" -> new Condition.And(List.of(), check.at());
            case "c.false" -> new Condition.Or(List.of(), check.at());
            default -> check;
          };
      case Condition.MacroRef macro -> macro;
    };
  }

  private static List<Condition> mocked(JsonObject recorded, List<Condition> conditions) {
    return conditions.stream().map(each -> mocked(recorded, each)).toList();
  }
}
