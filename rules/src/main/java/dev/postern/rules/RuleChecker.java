package dev.postern.rules;

import dev.postern.event.Event;
import dev.postern.event.EventType;
import dev.postern.rules.compile.ConditionCompiler;
import dev.postern.rules.compile.EventTypes;
import dev.postern.rules.compile.ValueLists;
import dev.postern.rules.condition.Condition;
import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.ConditionSyntaxException;
import dev.postern.rules.condition.FieldName;
import dev.postern.rules.condition.FieldNames;
import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.exception.ExceptionReader;
import dev.postern.rules.exception.RuleException;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.Problem;
import dev.postern.rules.source.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks one rule after the other, once lists and macros are resolved. */
final class RuleChecker {

  private final FieldCatalog<Event> catalog;
  private final KnownFields fields;
  private final ListNames listNames;
  private final ValueLists lists;
  private final MacroResolver macros;
  private final Diagnostics diagnostics;

  RuleChecker(
      FieldCatalog<Event> catalog,
      ListNames listNames,
      ValueLists lists,
      MacroResolver macros,
      Diagnostics diagnostics) {
    this.catalog = catalog;
    this.fields = new KnownFields(catalog);
    this.listNames = listNames;
    this.lists = lists;
    this.macros = macros;
    this.diagnostics = diagnostics;
  }

  /** Reports all that is wrong with a rule; null when it can't or need not be run. */
  @Nullable CheckedRule check(Definition.RuleItem item) {
    String name = item.name().value();
    Condition written = written(item);
    MacroResolver.@Nullable Expanded expanded =
        written == null ? null : macros.resolve(written, name);
    if (item.skipIfUnknownFilter() && skipped(item, expanded)) {
      return null;
    }
    SourceText output = output(item);
    OutputTemplate<Event> template =
        new OutputParser<>(catalog, diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_OUTPUT, name))
            .parse(output);
    if (expanded == null) {
      return null;
    }
    Condition condition = expanded.condition();
    // For its errors: what runs is compiled once there are none, for each type of event.
    new ConditionCompiler<>(
            catalog, lists, diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, name))
        .compile(condition);
    if (expanded.broken()) {
      return null;
    }
    new ConditionWarnings(lists, fields, diagnostics, name).of(condition);
    if (item.enabled()) {
      new FieldWarnings(catalog, diagnostics, name).of(condition);
    }
    Set<EventType> types = types(item, condition);
    Rule rule =
        new Rule(
            name,
            item.description().value().strip(),
            item.priority(),
            item.tags(),
            item.source().value(),
            template,
            item.name().place());
    return new CheckedRule(rule, condition, Objects.requireNonNull(written), output, types);
  }

  /** The condition and the exceptions as one, macros not resolved; null when it can't be read. */
  private @Nullable Condition written(Definition.RuleItem item) {
    String name = item.name().value();
    Consumer<Problem> syntax = diagnostics.errors(LoadCode.LOAD_ERR_COMPILE_CONDITION, name);
    Consumer<Problem> shape = diagnostics.errors(LoadCode.LOAD_ERR_VALIDATE, name);
    List<Condition> parts = new ArrayList<>();
    boolean readable = true;
    try {
      parts.add(ConditionParser.parse(listNames.spell(item.condition())));
    } catch (ConditionSyntaxException e) {
      syntax.accept(e.problem());
      readable = false;
    }
    ExceptionReader reader = new ExceptionReader(fields::problem, shape);
    for (ExceptionItem exceptionItem : item.exceptions()) {
      Optional<RuleException> exception = reader.read(exceptionItem);
      exception
          .flatMap(read -> read.condition(listNames::spell, shape, syntax))
          .ifPresent(condition -> parts.add(new Condition.Not(condition, condition.at())));
    }
    if (!readable) {
      return null;
    }
    return parts.size() == 1 ? parts.getFirst() : new Condition.And(parts, parts.getFirst().at());
  }

  /** Whether an unknown field is a reason to leave the rule out, which is a warning then. */
  private boolean skipped(Definition.RuleItem item, MacroResolver.@Nullable Expanded expanded) {
    List<Problem> unknown = new ArrayList<>();
    for (FieldName field : OutputFields.in(OutputFields.withoutContainerInfo(item.output()))) {
      fields.problem(field).ifPresent(unknown::add);
    }
    if (expanded != null) {
      unknownIn(expanded.condition(), unknown);
    }
    unknown.forEach(diagnostics.warnings(LoadCode.LOAD_UNKNOWN_FILTER, item.name().value()));
    return !unknown.isEmpty();
  }

  private void unknownIn(Condition condition, List<Problem> unknown) {
    switch (condition) {
      case Condition.And and -> and.parts().forEach(part -> unknownIn(part, unknown));
      case Condition.Or or -> or.parts().forEach(part -> unknownIn(part, unknown));
      case Condition.Not not -> unknownIn(not.part(), unknown);
      case Condition.Check check ->
          FieldNames.in(check).forEach(field -> fields.problem(field).ifPresent(unknown::add));
      case Condition.MacroRef macro -> throw new IllegalArgumentException(macro.name());
    }
  }

  /** The output as it is used, after warnings about what says nothing any more. */
  private SourceText output(Definition.RuleItem item) {
    String name = item.name().value();
    Consumer<Problem> deprecated = diagnostics.warnings(LoadCode.LOAD_DEPRECATED_ITEM, name);
    int containerInfo = item.output().value().indexOf(OutputFields.CONTAINER_INFO);
    if (containerInfo >= 0) {
      deprecated.accept(
          new Problem(
              item.output().position(containerInfo),
              "%container.info is deprecated and left out",
              "write %container.id and what else is wanted"));
    }
    SourceText output = OutputFields.withoutContainerInfo(item.output());
    Set<String> told = new HashSet<>();
    for (FieldName field : OutputFields.in(output)) {
      String reason = DeprecatedFields.reason(field.name());
      if (reason != null && told.add(field.name())) {
        deprecated.accept(new Problem(field.at(), reason));
      }
    }
    return output;
  }

  /**
   * The types to try the rule on, after warnings about a condition that says too little or much.
   */
  private Set<EventType> types(Definition.RuleItem item, Condition condition) {
    if (item.warnEventTypes() && !EventTypeNaming.of(condition).whenTrue()) {
      warn(
          LoadCode.LOAD_NO_EVTTYPE,
          item,
          "the condition names no type of event, so the rule is tried on all",
          "begin with evt.type = …, or set warn_evttypes: false");
    }
    Set<EventType> types = EventTypes.of(condition, lists);
    if (types.isEmpty()) {
      warn(LoadCode.LOAD_NEVER_MATCHES, item, "no event there is can match this condition", null);
    }
    return types;
  }

  private void warn(
      LoadCode code, Definition.RuleItem item, String message, @Nullable String suggestion) {
    Place place = item.condition().position(0).place();
    diagnostics.warn(Diagnostic.of(code, place, item.name().value(), message, suggestion));
  }
}
