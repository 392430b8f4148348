package dev.postern.conformance;

import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whether an expression fits the types of its fields. */
final class CompileSuite implements Conformance.Suite {

  private final RecordedFields fields;

  CompileSuite(RecordedFields fields) {
    this.fields = fields;
  }

  @Override
  public @Nullable String difference(JsonObject recorded) {
    boolean expected = recorded.getString("expect").equals("compile-ok");
    Compiling compiled = Compiling.of(recorded, fields.types(), UnaryOperator.identity());
    if (compiled.problem() == null) {
      return expected ? null : "compiles, but refused there: " + recorded.getString("error");
    }
    return expected ? "refused: " + compiled.problem() : null;
  }
}
