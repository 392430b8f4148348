package dev.postern.conformance;

import dev.postern.event.Event;
import dev.postern.rules.field.Argument;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Filled;
import dev.postern.rules.field.Multiplicity;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Catalogues of fields that hold what was recorded: Postern's own fields, with those of the cases
 * in front of them. What no case gives a value is absent.
 */
final class RecordedFields {

  /** Made up by the other engine's tests. */
  private static final Map<String, String> MADE_UP =
      Map.of("c.singlequote", "hello 'quoted'", "c.doublequote", "hello \"quoted\"");

  private final Map<String, Field<Object>> known = new LinkedHashMap<>();

  private RecordedFields() {}

  /** Knows Postern's fields and whatever fields the cases have, by type. */
  static RecordedFields knownFrom(List<JsonObject> cases) {
    RecordedFields fields = new RecordedFields();
    FieldCatalog.events().fields().forEach(fields::addAbsent);
    for (JsonObject recorded : cases) {
      JsonObject values = recorded.getJsonObject("fields");
      for (String name : values.fieldNames()) {
        JsonObject type = values.getJsonObject(name).copy();
        type.put("present", false);
        fields.known.putAll(overlay(name, type, recorded));
      }
    }
    for (String name : List.of("c.true", "c.false", "static.example", "static.bool")) {
      fields.known.putIfAbsent(name, made(name, FieldType.TEXT, RecordedValue.absent()));
    }
    MADE_UP.forEach(
        (name, value) ->
            fields.known.put(
                name,
                made(
                    name,
                    FieldType.TEXT,
                    new RecordedValue(new JsonObject().put("value", value)))));
    fields.known.put("c.buffer", made("c.buffer", FieldType.BYTES, RecordedValue.absent()));
    return fields;
  }

  /** Every field, none with a value. */
  FieldCatalog<Object> types() {
    return new FieldCatalog<>(List.copyOf(known.values()));
  }

  /** Every field, with the values of a case. */
  FieldCatalog<Object> of(JsonObject recorded) {
    Map<String, Field<Object>> fields = new LinkedHashMap<>(known);
    JsonObject values = recorded.getJsonObject("fields");
    for (String name : values.fieldNames()) {
      fields.putAll(overlay(name, values.getJsonObject(name), recorded));
    }
    return new FieldCatalog<>(List.copyOf(fields.values()));
  }

  private void addAbsent(Field<Event> field) {
    known.put(
        field.name(),
        field.readBy(
            argument ->
                RecordedValue.absent()
                    .readers(
                        field.type(), argument == null ? field.multiplicity() : Multiplicity.ONE)));
  }

  /** The field a case gives a value, in front of the one of that name. */
  private static Map<String, Field<Object>> overlay(
      String name, JsonObject value, JsonObject recorded) {
    int bracket = name.indexOf('[');
    FieldUse<Event> ours =
        FieldCatalog.events()
            .resolve(
                bracket < 0 ? name : name.substring(0, bracket),
                bracket < 0 ? null : name.substring(bracket + 1, name.length() - 1));
    FieldType type = RecordedValue.type(value.getString("type"));
    RecordedValue content = RecordedValue.of(name, value, recorded);
    if (!(ours instanceof FieldUse.Found<Event> found)) {
      return Map.of(name, made(name, type, content));
    }
    Field<Event> field = found.field();
    if (bracket >= 0) {
      return Map.of(
          field.name(),
          field.readBy(
              argument ->
                  (name.equals(field.name() + "[" + argument + "]")
                          ? content
                          : RecordedValue.absent())
                      .readers(type, argument == null ? field.multiplicity() : Multiplicity.ONE)));
    }
    Set<FieldTrait> traits = EnumSet.noneOf(FieldTrait.class);
    traits.addAll(field.traits());
    Multiplicity multiplicity =
        value.getBoolean("list", false) ? Multiplicity.LIST : found.multiplicity();
    return Map.of(
        name,
        new Field<>(
            name,
            type,
            name.equals(field.name()) ? field.argument() : Argument.NONE,
            multiplicity,
            Filled.YES,
            traits,
            field.description(),
            argument -> content.readers(type, argument == null ? multiplicity : Multiplicity.ONE)));
  }

  private static Field<Object> made(String name, FieldType type, RecordedValue value) {
    return new Field<>(
        name,
        type,
        Argument.NONE,
        Multiplicity.ONE,
        Filled.YES,
        Collections.emptySet(),
        "from a case",
        argument -> value.readers(type, Multiplicity.ONE));
  }
}
