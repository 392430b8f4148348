package dev.postern.conformance;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import io.vertx.core.json.JsonObject;

/** The recorded expressions as conditions. */
final class Parsing {

  private Parsing() {}

  static Condition parse(JsonObject recorded) throws ConditionSyntaxException {
    return ConditionParser.parse(SourceText.at(Place.file("case"), recorded.getString("expr")));
  }
}
