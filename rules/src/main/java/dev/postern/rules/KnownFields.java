package dev.postern.rules;

import dev.postern.rules.condition.FieldName;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.source.Problem;
import java.util.Optional;

/** What a load asks of the catalogue about the fields that rules name. */
final class KnownFields {

  private final FieldCatalog<?> catalog;

  KnownFields(FieldCatalog<?> catalog) {
    this.catalog = catalog;
  }

  /** What is wrong with a field's name or argument, if anything. */
  Optional<Problem> problem(FieldName field) {
    return switch (catalog.resolve(field.name(), field.argument())) {
      case FieldUse.Found<?> found -> Optional.empty();
      case FieldUse.Refused<?> refused ->
          Optional.of(new Problem(field.at(), refused.message(), refused.suggestion()));
    };
  }

  boolean isKnown(FieldName field) {
    return problem(field).isEmpty();
  }
}
