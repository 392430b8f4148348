package dev.postern.rules;

import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldTrait;
import dev.postern.rules.field.FieldUse;
import dev.postern.rules.field.Filled;
import dev.postern.rules.source.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of a condition's fields: of those that no event ever has, once for a rule, and whether the
 * rule can match at all without them; and of deprecated ones.
 */
final class FieldWarnings {

  private final FieldCatalog<?> catalog;
  private final Diagnostics diagnostics;
  private final String rule;
  private final Map<String, FieldName> unfilled = new LinkedHashMap<>();
  private final Map<String, FieldName> deprecated = new LinkedHashMap<>();

  FieldWarnings(FieldCatalog<?> catalog, Diagnostics diagnostics, String rule) {
    this.catalog = catalog;
    this.diagnostics = diagnostics;
    this.rule = rule;
  }

  /** Looks at a condition whose macros are resolved and whose fields exist. */
  void of(Condition condition) {
    boolean possible = canBeTrue(condition, true);
    // evt.dir has a warning of its own, which says what its values mean.
    deprecated.remove("evt.dir");
    for (Map.Entry<String, FieldName> each : deprecated.entrySet()) {
      warn(
          LoadCode.LOAD_DEPRECATED_ITEM,
          each.getValue(),
          "the field '" + each.getKey() + "' is deprecated");
    }
    if (unfilled.isEmpty()) {
      return;
    }
    FieldName first = unfilled.values().iterator().next();
    String names =
        unfilled.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    warn(
        LoadCode.LOAD_UNFILLED_FIELD,
        first,
        "no event here has "
            + names
            + ": "
            + (possible
                ? "what asks for it is never true, and its negation always"
                : "this rule can never match"));
  }

  private void warn(LoadCode code, FieldName at, String message) {
    // Once for each rule, also where several have it from one macro.
    diagnostics.warn(Diagnostic.of(code, rule, new Problem(at.at(), message)));
  }

  /**
   * Whether it may come out as wanted, as far as absent fields decide. Every part is looked at,
   * because every field is to be named.
   */
  private boolean canBeTrue(Condition condition, boolean wanted) {
    return switch (condition) {
      case Condition.And and -> parts(and.parts(), wanted, wanted);
      case Condition.Or or -> parts(or.parts(), wanted, !wanted);
      case Condition.Not not -> canBeTrue(not.part(), !wanted);
      case Condition.Check check -> !readsUnfilled(check) || !wanted;
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    };
  }

  private boolean parts(List<Condition> parts, boolean wanted, boolean all) {
    int possible = 0;
    for (Condition part : parts) {
      possible += canBeTrue(part, wanted) ? 1 : 0;
    }
    return all ? possible == parts.size() : possible > 0 || parts.isEmpty();
  }

  private boolean readsUnfilled(Condition.Check check) {
    boolean reads = false;
    for (FieldName name : FieldNames.in(check)) {
      Field<?> field = field(name);
      if (field != null && field.has(FieldTrait.DEPRECATED)) {
        deprecated.putIfAbsent(field.name(), name);
      }
      if (field != null && field.filled() != Filled.YES) {
        unfilled.putIfAbsent(field.name(), name);
        reads = true;
      }
    }
    return reads;
  }

  private @Nullable Field<?> field(FieldName name) {
    return catalog.resolve(name.name(), name.argument()) instanceof FieldUse.Found<?> found
        ? found.field()
        : null;
  }
}
